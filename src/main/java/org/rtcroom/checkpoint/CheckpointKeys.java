package org.rtcroom.checkpoint;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.KeyFolder;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Secret;
import org.rtcroom.settings.Settings;

/**
 * The keys this node signs with. They are files, never rows: the database alone is not enough to
 * sign.
 *
 * @param current signs checkpoints
 * @param previous signed them before; needed once, to sign the change
 */
public record CheckpointKeys(SigningKey current, Optional<SigningKey> previous) {

  private static final Logger LOG = System.getLogger(CheckpointKeys.class.getName());

  private static final String CURRENT = CheckpointSettings.AUDIT + "checkpoint-key";
  private static final String PREVIOUS = CheckpointSettings.AUDIT + "checkpoint-key-previous";
  private static final String EXPECTED = "a private Ed25519 key as PEM, PKCS #8";

  /**
   * Reads the keys and writes the current public one beside its file. Demo mode makes a key.
   *
   * @throws BadSetting if a file is missing, holds no such key, or can be read by others than its
   *     owner
   */
  public static CheckpointKeys read(Settings settings) {
    return new CheckpointKeys(
        fromFile(settings, CURRENT).orElseGet(() -> demoKey(settings)),
        fromFile(settings, PREVIOUS));
  }

  /** False for a checkpoint that names one of these keys but was not signed by it. */
  boolean mayHaveSigned(Checkpoint checkpoint) {
    return Stream.concat(Stream.of(current), previous.stream())
        .filter(key -> key.id().equals(checkpoint.keyId()))
        .allMatch(key -> key.signed(Domain.CHECKPOINT, checkpoint.body(), checkpoint.signature()));
  }

  /** Whether one of these keys signed a document. */
  boolean signed(Domain domain, byte[] document, byte[] signature) {
    return Stream.concat(Stream.of(current), previous.stream())
        .anyMatch(key -> key.signed(domain, document, signature));
  }

  private static Optional<SigningKey> fromFile(Settings settings, String name) {
    Optional<Secret> pem = settings.secretInFile(name);
    if (pem.isEmpty()) {
      return Optional.empty();
    }
    Path file = Path.of(settings.text(name + "-file", ""));
    SigningKey key =
        SigningKey.read(pem.get().value())
            .orElseThrow(() -> BadSetting.secret(name + "-file", EXPECTED));
    showPublic(file.resolveSibling(file.getFileName() + ".pub"), key);
    return Optional.of(key);
  }

  private static SigningKey demoKey(Settings settings) {
    if (settings.mode() == Mode.PRODUCTION) {
      throw BadSetting.missing(CURRENT + "-file");
    }
    KeyFolder folder = new KeyFolder(settings.home());
    String pem = folder.keptOrMade("checkpoint-key.pem", Ed25519::newPem);
    SigningKey key =
        SigningKey.read(pem)
            .orElseThrow(() -> BadSetting.secret("keys/checkpoint-key.pem", EXPECTED));
    showPublic(settings.home().resolve("keys").resolve("checkpoint-key.pem.pub"), key);
    return key;
  }

  /** Beside its private key, for verifiers. A folder that cannot be written is no obstacle. */
  private static void showPublic(Path file, SigningKey key) {
    String pem = Ed25519.publicPem(key.publicKey());
    try {
      if (Files.notExists(file) || !Files.readString(file).equals(pem)) {
        Files.writeString(file, pem);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "could not write {0}; the public key is {1}", file, key.publicHex());
    }
  }
}
