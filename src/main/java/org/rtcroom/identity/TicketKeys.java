package org.rtcroom.identity;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.KeyFolder;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Secret;
import org.rtcroom.settings.Settings;

/**
 * The keys tickets are signed and verified with. All that are there verify; {@code issue} says the
 * format of new tickets, whose key is always there.
 */
record TicketKeys(
    TicketFormat issue,
    Optional<PrivateKey> privateKey,
    Optional<PublicKey> publicKey,
    Optional<SecretKey> sharedKey) {

  private static final String PRIVATE = "roomservice.im.private-key";
  private static final String PUBLIC = "roomservice.im.public-key";
  private static final String SHARED = "roomservice.im.secret-key";
  private static final String ISSUE = "roomservice.im.issue";
  private static final int SHORTEST_SHARED = 16;

  /**
   * Reads the keys; demo mode makes a pair where none is given.
   *
   * @throws BadSetting if a key is unusable, missing or not the other one's
   */
  static TicketKeys read(Settings settings) {
    Optional<PrivateKey> ours =
        settings.secretLines(PRIVATE).map(pem -> PemKeys.privateKey(PRIVATE, pem.value()));
    Optional<PublicKey> publicHalf =
        settings.publicLines(PUBLIC).map(pem -> PemKeys.publicKey(PUBLIC, pem.value()));
    Optional<SecretKey> shared = settings.secret(SHARED).map(TicketKeys::hmacKey);
    TicketFormat byDefault =
        ours.isEmpty() && shared.isPresent() ? TicketFormat.V2 : TicketFormat.V1;
    TicketFormat issue = settings.choice(ISSUE, byDefault, TicketFormat.class);
    TicketKeys given = new TicketKeys(issue, ours, publicHalf, shared);
    boolean noPair = ours.isEmpty() && publicHalf.isEmpty();
    return noPair && settings.mode() == Mode.DEMO
        ? given.withDemoPair(new KeyFolder(settings.home()))
        : given.complete();
  }

  private static SecretKey hmacKey(Secret secret) {
    byte[] bytes = TicketText.utf8(secret.value());
    if (bytes.length < SHORTEST_SHARED) {
      throw BadSetting.secret(SHARED, "at least " + SHORTEST_SHARED + " bytes");
    }
    return new SecretKeySpec(bytes, "HmacSHA256");
  }

  private TicketKeys withDemoPair(KeyFolder folder) {
    String pair = folder.keptOrMade("im-key-pair.pem", PemKeys::newPair);
    PublicKey publicHalf = PemKeys.publicKey("im-key-pair.pem", pair);
    folder.keptOrMade("im-public.pem", () -> PemKeys.publicBlock(publicHalf));
    PrivateKey ours = PemKeys.privateKey("im-key-pair.pem", pair);
    return new TicketKeys(issue, Optional.of(ours), Optional.of(publicHalf), sharedKey).complete();
  }

  private TicketKeys complete() {
    if (issue == TicketFormat.V1 && privateKey.isEmpty()) {
      throw BadSetting.missing(PRIVATE + "-file");
    }
    if (issue == TicketFormat.V2 && sharedKey.isEmpty()) {
      throw BadSetting.missing(SHARED);
    }
    if (privateKey.isPresent() && publicKey.isEmpty()) {
      throw BadSetting.missing(PUBLIC + "-file");
    }
    if (privateKey.isPresent() && !new TicketSignatures(this).pairMatches()) {
      throw BadSetting.secret(PUBLIC, "the public half of " + PRIVATE);
    }
    return this;
  }

  /** Keys are secrets. */
  @Override
  public String toString() {
    return "TicketKeys[issue=" + issue + "]";
  }
}
