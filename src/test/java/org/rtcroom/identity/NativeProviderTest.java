package org.rtcroom.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.kernel.UserId;

/** The provider is played by one that counts and leaves the work to the JVM. */
class NativeProviderTest {

  private static final UserId ALICE = UserId.of("alice");
  private static final AtomicInteger VERIFIED = new AtomicInteger();

  @AfterEach
  void remove() {
    Security.removeProvider(NativeProvider.NAME);
    VERIFIED.set(0);
  }

  @Test
  void withoutItTheJvmVerifies(@TempDir Path home) {
    assertThat(NativeProvider.find()).isEmpty();
    assertThat(verified(home, NativeProvider.find())).isTrue();
    assertThat(VERIFIED).hasValue(0);
  }

  @Test
  void whereItIsInstalledItVerifies(@TempDir Path home) {
    Security.addProvider(new Counting(Counted.class.getName()));

    assertThat(verified(home, NativeProvider.find())).isTrue();
    assertThat(VERIFIED).hasPositiveValue();
  }

  @Test
  void oneWhoseLibraryDoesNotLoadIsLeftAlone() {
    Security.addProvider(new Counting("org.rtcroom.NoSuchClass"));

    assertThat(NativeProvider.find()).isEmpty();
  }

  private static boolean verified(Path home, Optional<Provider> provider) {
    Site site = Site.at(home, "im.issue", "v1");
    Ticket ticket = Ticket.parse(site.userSigs().issue(ALICE, Duration.ofDays(1)));
    TicketSignatures signatures = new TicketSignatures(site.keys().tickets(), provider);
    assertThat(signatures.verifies(ticket.with(TicketFormat.SIGNATURE, "AAAA"))).isFalse();
    return signatures.verifies(ticket);
  }

  static final class Counting extends Provider {

    private static final long serialVersionUID = 1L;

    Counting(String implementation) {
      super(NativeProvider.NAME, "0", "for a test");
      put("Signature." + NativeProvider.SIGNATURE, implementation);
    }
  }

  /** Made by the provider. */
  public static final class Counted extends SignatureSpi {

    private final Signature jvms;

    public Counted() throws NoSuchAlgorithmException {
      jvms = Signature.getInstance(NativeProvider.SIGNATURE);
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      jvms.initVerify(key);
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      jvms.initSign(key);
    }

    @Override
    protected void engineUpdate(byte one) throws SignatureException {
      jvms.update(one);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int from, int length) throws SignatureException {
      jvms.update(bytes, from, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      return jvms.sign();
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      VERIFIED.incrementAndGet();
      return jvms.verify(signature);
    }

    @Override
    @SuppressWarnings("deprecation")
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    @SuppressWarnings("deprecation")
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException(name);
    }
  }
}
