package org.rtcroom.identity;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.Optional;

/**
 * The Amazon Corretto Crypto Provider, if an operator has added it to the server. It is never
 * needed: it only computes the signatures of elliptic curves in a small part of the time.
 */
final class NativeProvider {

  static final String NAME = "AmazonCorrettoCryptoProvider";
  static final String SIGNATURE = "SHA256withECDSA";

  private static final Logger LOG = System.getLogger(NativeProvider.class.getName());
  private static final String TYPE = "com.amazon.corretto.crypto.provider." + NAME;

  /** The same during all the life of the service. */
  static final Optional<Provider> PRESENT = found();

  private NativeProvider() {}

  private static Optional<Provider> found() {
    Optional<Provider> found = find();
    found.ifPresent(p -> LOG.log(Level.INFO, "signatures of tickets are computed by {0}", p));
    return found;
  }

  /** One that is installed in the JVM, or else on the class path, and whose library loads. */
  static Optional<Provider> find() {
    return Optional.ofNullable(Security.getProvider(NAME))
        .or(NativeProvider::onClassPath)
        .filter(NativeProvider::works);
  }

  private static Optional<Provider> onClassPath() {
    try {
      Object made = Class.forName(TYPE).getDeclaredConstructor().newInstance();
      return Optional.of((Provider) made);
    } catch (ReflectiveOperationException | LinkageError absent) {
      return Optional.empty();
    }
  }

  private static boolean works(Provider provider) {
    try {
      Signature.getInstance(SIGNATURE, provider);
      return true;
    } catch (NoSuchAlgorithmException | LinkageError e) {
      LOG.log(Level.WARNING, "{0} is there but does not work: {1}", provider, e.getMessage());
      return false;
    }
  }
}
