package org.rtcroom.checkpoint;

import jakarta.json.JsonObject;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Jdbc;

/**
 * The keys whose signatures count: those of this node's files, and those that signed changes lead
 * to from its own, forward and back. Not forward from a lost key. What the database says of keys
 * counts only as far as these signatures go.
 */
final class TrustedKeys {

  private final Map<String, PublicKey> keys = new HashMap<>();
  private final Map<String, Long> revoked = new HashMap<>();
  private final Set<String> named = new HashSet<>();
  private final Optional<String> inForce;

  /** The database holds a checkpoint that this service did not make. */
  static final class ForgedCheckpoint extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ForgedCheckpoint(long number) {
      super(
          "no key that is trusted signed checkpoint "
              + number
              + " of the database: somebody else put it there. Nothing is signed over it, nor copied"
              + " from there on, until that row is taken away or the database is restored");
    }
  }

  /** The key a change ends, the one it begins, and whether each signed it. */
  private record Change(JsonObject read, KeyDocument document) {

    String old() {
      return read.getString("old", "");
    }

    String successor() {
      return read.getString("new", "");
    }

    boolean lost() {
      return read.getBoolean("lost", false);
    }

    boolean signedBy(PublicKey key, byte[] signature) {
      return Ed25519.verified(key, Domain.KEY_CHANGE.signed(document.document()), signature);
    }
  }

  private TrustedKeys(Optional<String> inForce) {
    this.inForce = inForce;
  }

  /** As the documents of the database tell, within the caller's transaction. */
  static TrustedKeys of(Jdbc jdbc, CheckpointKeys own) {
    return of(CheckpointKeyRows.documents(jdbc, 0), CheckpointKeyRows.inForce(jdbc), own);
  }

  static TrustedKeys of(List<KeyDocument> documents, Optional<String> inForce, CheckpointKeys own) {
    TrustedKeys trusted = new TrustedKeys(inForce);
    own.previous().ifPresent(key -> trusted.keys.put(key.id(), key.publicKey()));
    trusted.keys.put(own.current().id(), own.current().publicKey());
    List<Change> changes = new ArrayList<>();
    for (KeyDocument document : documents) {
      if (document.kind() == KeyDocument.DocumentKind.CHANGE) {
        RecordedJson.find(document.document())
            .ifPresent(read -> changes.add(new Change(read, document)));
      }
    }
    changes.forEach(change -> trusted.named.addAll(List.of(change.old(), change.successor())));
    for (int last = changes.size() - 1; last >= 0; last--) {
      trusted.back(changes.get(last));
    }
    changes.forEach(trusted::forward);
    documents.forEach(trusted::revoke);
    return trusted;
  }

  private void back(Change change) {
    PublicKey successor = keys.get(change.successor());
    if (successor != null && change.signedBy(successor, change.document().second())) {
      Ed25519.publicKey(change.read().getString("oldKey", ""))
          .filter(old -> Ed25519.id(old).equals(change.old()))
          .filter(old -> change.lost() || change.signedBy(old, change.document().first()))
          .ifPresent(old -> keys.putIfAbsent(change.old(), old));
    }
  }

  private void forward(Change change) {
    PublicKey old = keys.get(change.old());
    if (old != null && !change.lost() && change.signedBy(old, change.document().first())) {
      Ed25519.publicKey(change.read().getString("newKey", ""))
          .filter(next -> Ed25519.id(next).equals(change.successor()))
          .filter(next -> change.signedBy(next, change.document().second()))
          .ifPresent(next -> keys.putIfAbsent(change.successor(), next));
    }
  }

  private void revoke(KeyDocument document) {
    PublicKey by = keys.get(document.keyId());
    boolean signed =
        document.kind() == KeyDocument.DocumentKind.REVOCATION
            && by != null
            && Ed25519.verified(
                by, Domain.KEY_REVOKED.signed(document.document()), document.first());
    if (signed) {
      RecordedJson.find(document.document())
          .filter(read -> !read.getString("key", "").equals(document.keyId()))
          .ifPresent(
              read ->
                  revoked.merge(
                      read.getString("key", ""),
                      read.getJsonNumber("from").longValue(),
                      Math::min));
    }
  }

  /**
   * Whether a trusted key signed a checkpoint before it was revoked. Whoever can write to the
   * database can put a row there, over which nothing may be signed, and which belongs in no file.
   */
  boolean signed(Checkpoint checkpoint) {
    byte[] message = Domain.CHECKPOINT.signed(checkpoint.body());
    return signed(checkpoint.keyId(), message, checkpoint.signature())
        .filter(revokedFrom -> checkpoint.number() < revokedFrom)
        .isPresent();
  }

  /**
   * Lets a checkpoint pass that a trusted key signed.
   *
   * @throws ForgedCheckpoint if none did
   */
  void requireSigned(Checkpoint checkpoint) {
    if (!signed(checkpoint)) {
      throw new ForgedCheckpoint(checkpoint.number());
    }
  }

  /** The id of the key that signs the next checkpoint; empty before the first one. */
  Optional<String> inForce() {
    return inForce;
  }

  /**
   * Whether the database's documents or its last checkpoint name the key as one that was in force.
   */
  boolean known(String id) {
    return inForce.filter(id::equals).isPresent() || named.contains(id);
  }

  /**
   * Whether a trusted key signed that.
   *
   * @return the number of the checkpoint from which on the key is revoked, the highest there can be
   *     if it is not; empty if it did not sign
   */
  Optional<Long> signed(String id, byte[] message, byte[] signature) {
    return Optional.ofNullable(keys.get(id))
        .filter(key -> Ed25519.verified(key, message, signature))
        .map(key -> revoked.getOrDefault(id, Long.MAX_VALUE));
  }
}
