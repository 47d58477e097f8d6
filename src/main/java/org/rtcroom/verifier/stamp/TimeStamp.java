package org.rtcroom.verifier.stamp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;

/**
 * A time stamp over the SHA-256 of a line of the copy outside the database: the TimeStampResp of
 * RFC 3161. It is consistent: the signature is that of a certificate in it which is for nothing but
 * time stamps. Whose certificate that is, {@link StampCertificates} tell.
 */
public final class TimeStamp {

  /** What is hashed in a signature that can be relied on. */
  private static final Set<String> DIGESTS =
      Set.of(
          TSPAlgorithms.SHA256.getId(), TSPAlgorithms.SHA384.getId(), TSPAlgorithms.SHA512.getId());

  private final TimeStampTokenInfo info;
  private final X509Certificate signer;
  private final List<X509Certificate> others;

  private TimeStamp(TimeStampTokenInfo info, X509Certificate signer, List<X509Certificate> others) {
    this.info = info;
    this.signer = signer;
    this.others = others;
  }

  /** The answer is no time stamp over what it should be over. The message names no secret. */
  public static final class NoStamp extends Exception {

    private static final long serialVersionUID = 1L;

    NoStamp(String message) {
      super(message);
    }

    NoStamp(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Reads and checks an answer.
   *
   * @param answer the whole TimeStampResp, DER
   * @param line that it must be over, without its line feed
   * @throws NoStamp if it does not grant, is over something else, or is not signed as it should be
   */
  public static TimeStamp of(byte[] answer, byte[] line) throws NoStamp {
    try {
      ASN1Primitive.fromByteArray(answer);
      return of(new TimeStampResponse(answer), line);
    } catch (IOException
        | TSPException
        | OperatorCreationException
        | CertificateException
        | RuntimeException e) {
      throw new NoStamp("the answer is no good time stamp: " + e.getMessage(), e);
    }
  }

  private static TimeStamp of(TimeStampResponse response, byte[] line)
      throws NoStamp, TSPException, OperatorCreationException, CertificateException {
    TimeStampToken token = response.getTimeStampToken();
    boolean granted =
        response.getStatus() == PKIStatus.GRANTED
            || response.getStatus() == PKIStatus.GRANTED_WITH_MODS;
    if (!granted || token == null) {
      throw new NoStamp("the time-stamp authority did not grant it");
    }
    TimeStampTokenInfo info = token.getTimeStampInfo();
    if (!info.getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)
        || !Arrays.equals(info.getMessageImprintDigest(), sha256(line))) {
      throw new NoStamp("the time stamp is about something else");
    }
    Collection<SignerInformation> signers =
        token.toCMSSignedData().getSignerInfos().getSigners(token.getSID());
    if (!signers.stream().allMatch(one -> DIGESTS.contains(one.getDigestAlgOID()))) {
      throw new NoStamp("the time stamp is signed over a digest that cannot be relied on");
    }
    Collection<X509CertificateHolder> holders = token.getCertificates().getMatches(null);
    X509CertificateHolder signer =
        holders.stream()
            .filter(token.getSID()::match)
            .findFirst()
            .orElseThrow(() -> new NoStamp("the time stamp lacks its certificate"));
    token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
    List<X509Certificate> others = new ArrayList<>();
    for (X509CertificateHolder other : holders) {
      others.add(certificate(other));
    }
    return new TimeStamp(info, certificate(signer), others);
  }

  private static byte[] sha256(byte[] line) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(line);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static X509Certificate certificate(X509CertificateHolder holder)
      throws CertificateException {
    return new JcaX509CertificateConverter().getCertificate(holder);
  }

  /** When it was stamped, by the clock of the authority, in milliseconds since 1970. */
  public long timeMillis() {
    return info.getGenTime().toInstant().toEpochMilli();
  }

  /** Whether it answers a request with that nonce. */
  public boolean answers(BigInteger nonce) {
    return nonce.equals(info.getNonce());
  }

  /** The certificate that it is signed with. */
  X509Certificate signer() {
    return signer;
  }

  /** The certificates that the authority put into it. */
  List<X509Certificate> certificates() {
    return others;
  }
}
