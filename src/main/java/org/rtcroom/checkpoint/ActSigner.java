package org.rtcroom.checkpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.settings.BadSetting;

/**
 * Signs acts with the key that signs checkpoints: what is signed is the hash that the line would
 * have without the signature.
 */
@ApplicationScoped
class ActSigner implements ActSignatures {

  private static final Logger LOG = System.getLogger(ActSigner.class.getName());

  private static final String KEY = "signedBy";
  private static final String SIGNATURE = "signature";

  @Inject CheckpointKeys keys;
  @Inject CheckpointSettings settings;

  /**
   * {@inheritDoc}
   *
   * @throws BadSetting if another key is in force than those of this node
   */
  @Override
  public Line signed(Connection connection, Line act) {
    return signed(act, signingKey(new Jdbc(connection)));
  }

  static Line signed(Line act, SigningKey key) {
    Map<String, Object> details = RecordedJson.parse(act.details()).fields();
    details.put(KEY, key.id());
    details.put(SIGNATURE, HexFormat.of().formatHex(key.sign(Domain.ACT, act.hash())));
    return act.withDetails(CanonicalJson.bytes(details));
  }

  /**
   * The key that signs now: a start that brings another one signs with the one in force until the
   * change is recorded.
   *
   * @throws BadSetting if another key is in force than those of this node
   */
  SigningKey signingKey(Jdbc jdbc) {
    TrustedKeys trusted = TrustedKeys.of(jdbc, keys);
    Optional<String> inForce = trusted.inForce();
    if (inForce.isEmpty()
        || trusted.known(keys.current().id())
        || settings.lost().equals(inForce)) {
      return keys.current();
    }
    return keys.previous()
        .filter(key -> inForce.get().equals(key.id()))
        .orElseThrow(
            () -> BadSetting.secret(KeyRotation.PREVIOUS, "the key in force, " + inForce.get()));
  }

  @Override
  public boolean genuine(Connection connection, Line act) {
    boolean genuine = hasSignature(new Jdbc(connection), act);
    if (!genuine) {
      LOG.log(Level.ERROR, "void: no key that is trusted signed {0}", act);
    }
    return genuine;
  }

  private boolean hasSignature(Jdbc jdbc, Line act) {
    try {
      RecordedJson details = RecordedJson.parse(act.details());
      Map<String, Object> unsigned = details.fields();
      unsigned.remove(KEY);
      unsigned.remove(SIGNATURE);
      byte[] hash = act.withDetails(CanonicalJson.bytes(unsigned)).hash();
      byte[] signature = HexFormat.of().parseHex(details.text(SIGNATURE));
      return TrustedKeys.of(jdbc, keys)
          .signed(details.text(KEY), Domain.ACT.signed(hash), signature)
          .filter(revokedFrom -> covered(jdbc, act, revokedFrom))
          .isPresent();
    } catch (BrokenChain | IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }

  /** By a revoked key only what was covered before that counts. */
  private static boolean covered(Jdbc jdbc, Line act, long before) {
    return before == Long.MAX_VALUE
        || CheckpointRows.firstOver(jdbc, act.chain(), act.seq())
            .filter(number -> number < before)
            .isPresent();
  }
}
