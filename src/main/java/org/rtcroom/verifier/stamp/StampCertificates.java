package org.rtcroom.verifier.stamp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.rtcroom.verifier.archive.Unusable;

/**
 * The certificates of a time-stamp authority, or of those that issued them, as they were given from
 * outside. Whether one was revoked is not asked: nobody else is at hand.
 */
public final class StampCertificates {

  private final List<X509Certificate> given;

  private StampCertificates(List<X509Certificate> given) {
    this.given = given;
  }

  /**
   * The certificates in a file, PEM or DER.
   *
   * @throws IOException if it cannot be read; {@link Unusable} if it holds no certificate
   */
  public static StampCertificates of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new Unusable("there is no certificate in " + file.getFileName());
      }
      return new StampCertificates(found.stream().map(X509Certificate.class::cast).toList());
    } catch (CertificateException e) {
      throw new Unusable(file.getFileName() + " holds no X.509 certificate", e);
    }
  }

  /**
   * Whether a stamp was signed with one of these certificates, or with one that follows from one of
   * them by certificates in the stamp, which were valid when it was made.
   */
  public boolean vouchFor(TimeStamp stamp) {
    return given.contains(stamp.signer()) || leadTo(stamp);
  }

  private boolean leadTo(TimeStamp stamp) {
    try {
      X509CertSelector signer = new X509CertSelector();
      signer.setCertificate(stamp.signer());
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(
              given.stream()
                  .map(certificate -> new TrustAnchor(certificate, null))
                  .collect(Collectors.toSet()),
              signer);
      parameters.addCertStore(
          CertStore.getInstance(
              "Collection", new CollectionCertStoreParameters(stamp.certificates())));
      parameters.setDate(Date.from(Instant.ofEpochMilli(stamp.timeMillis())));
      parameters.setRevocationEnabled(false);
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
