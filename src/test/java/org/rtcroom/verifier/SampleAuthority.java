package org.rtcroom.verifier;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;

/** A time-stamp authority of a test, whose certificate an issuer of its own has signed. */
public final class SampleAuthority {

  private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");

  private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.2.3.4.1");

  /** What its certificate is for. */
  public KeyPurposeId purpose = KeyPurposeId.id_kp_timeStamping;

  /** Until when its certificate is valid. */
  public Instant end = Instant.parse("2040-01-01T00:00:00Z");

  /** The time by its clock. */
  public Instant now = Instant.now();

  /** How much later it says that it signed. */
  public Duration signedLater = Duration.ZERO;

  /** 0 for granted. */
  public int status;

  private final String algorithm;
  private final KeyPair issuer;
  private final KeyPair own;
  private final Map<List<Object>, X509Certificate> certificates = new ConcurrentHashMap<>();

  /** With keys of a sort, {@code RSA} or {@code EC}. */
  public SampleAuthority(String sort) {
    algorithm = sort.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(sort);
      generator.initialize(sort.equals("EC") ? 256 : 2048);
      issuer = generator.generateKeyPair();
      own = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A stamp over the SHA-256 of a line, without a nonce. */
  byte[] stamp(byte[] line) throws Exception {
    return answer(new TimeStampRequestGenerator().generate(TSPAlgorithms.SHA256, Sha256.of(line)));
  }

  /** The answer to a TimeStampReq. */
  public byte[] answer(byte[] query) {
    try {
      return answer(new TimeStampRequest(query));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] answer(TimeStampRequest request) throws Exception {
    ASN1Integer nonce = request.getNonce() == null ? null : new ASN1Integer(request.getNonce());
    TSTInfo info =
        new TSTInfo(
            POLICY,
            request.getMessageImprint(),
            new ASN1Integer(7),
            new ASN1GeneralizedTime(Date.from(now)),
            null,
            null,
            nonce,
            null,
            null);
    ASN1EncodableVector response = new ASN1EncodableVector();
    response.add(new DERSequence(new ASN1Integer(status)));
    response.add(signed(info.getEncoded("DER")).toASN1Structure());
    return new DERSequence(response).getEncoded("DER");
  }

  private CMSSignedData signed(byte[] stamp) throws Exception {
    X509Certificate certificate = certificate();
    SigningCertificateV2 named =
        new SigningCertificateV2(new ESSCertIDv2(Sha256.of(certificate.getEncoded())));
    AttributeTable attributes =
        new AttributeTable(
                new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(named)))
            .add(CMSAttributes.signingTime, new Time(Date.from(now.plus(signedLater))));
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes))
            .build(algorithm, own.getPrivate(), certificate));
    generator.addCertificates(new JcaCertStore(List.of(certificate)));
    return generator.generate(
        new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, stamp), true);
  }

  private X509Certificate certificate() throws Exception {
    List<Object> contents = List.of(purpose, end);
    X509Certificate made = certificates.get(contents);
    if (made == null) {
      JcaX509v3CertificateBuilder builder = builder("Stamps", own, end);
      builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
      made = certificate(builder);
      certificates.put(contents, made);
    }
    return made;
  }

  private static JcaX509v3CertificateBuilder builder(String name, KeyPair keys, Instant end) {
    return new JcaX509v3CertificateBuilder(
        new X500Name("CN=Issuer"),
        BigInteger.valueOf(name.hashCode()).abs(),
        Date.from(BEGIN),
        Date.from(end),
        new X500Name("CN=" + name),
        keys.getPublic());
  }

  private X509Certificate certificate(JcaX509v3CertificateBuilder builder) throws Exception {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder(algorithm).build(issuer.getPrivate())));
  }

  /** Its own certificate, in PEM. */
  public String pem() throws Exception {
    return pem(certificate());
  }

  /** That of the issuer of its certificate, in PEM. */
  public String issuerPem() throws Exception {
    JcaX509v3CertificateBuilder builder =
        builder("Issuer", issuer, BEGIN.plus(Duration.ofDays(9999)));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    return pem(certificate(builder));
  }

  private static String pem(X509Certificate certificate) throws Exception {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
