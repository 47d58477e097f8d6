package org.rtcroom.tencent;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks signatures as Tencent's services do, written from their documents and not with the code
 * under test.
 */
final class FakeSignatures {

  private final FakeTencent.Account account;
  private final Clock clock;

  FakeSignatures(FakeTencent.Account account, Clock clock) {
    this.account = account;
    this.clock = clock;
  }

  /** What is wrong with a call of the live API; empty if nothing is. */
  String liveProblem(Map<String, String> query) throws GeneralSecurityException {
    String ends = query.getOrDefault("t", "0");
    byte[] digest =
        MessageDigest.getInstance("MD5")
            .digest((account.apiKey() + ends).getBytes(StandardCharsets.UTF_8));
    if (!HexFormat.of().formatHex(digest).equals(query.get("sign"))) {
      return "sign mismatch";
    }
    if (Long.parseLong(ends) <= clock.instant().getEpochSecond() - 5) {
      return "sign expired";
    }
    return account.appId().equals(query.get("appid")) ? "" : "appid mismatch";
  }

  /** What is wrong with a call of the IM API; empty if nothing is. */
  String imProblem(Map<String, String> query) throws GeneralSecurityException {
    JsonObject ticket;
    try {
      ticket = open(query.getOrDefault("usersig", ""));
    } catch (IOException | IllegalArgumentException | jakarta.json.JsonException e) {
      return "no ticket";
    }
    boolean v2 = "2.0".equals(text(ticket, "TLS.ver"));
    String application = text(ticket, v2 ? "TLS.sdkappid" : "TLS.sdk_appid");
    String lifetime = text(ticket, v2 ? "TLS.expire" : "TLS.expire_after");
    if (!application.equals(account.sdkAppId()) || !application.equals(query.get("sdkappid"))) {
      return "another application";
    }
    String user = text(ticket, "TLS.identifier");
    if (!user.equals(account.administrator()) || !user.equals(query.get("identifier"))) {
      return "not the administrator";
    }
    long ends = Long.parseLong(text(ticket, "TLS.time")) + Long.parseLong(lifetime);
    if (clock.instant().getEpochSecond() > ends) {
      return "expired";
    }
    boolean good =
        v2 ? goodV2(ticket, application, lifetime) : goodV1(ticket, application, lifetime);
    return good ? "" : "the signature does not verify";
  }

  private static JsonObject open(String userSig) throws IOException {
    String base64 = userSig.replace('*', '+').replace('-', '/').replace('_', '=');
    byte[] packed = Base64.getDecoder().decode(base64);
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      return Json.createReader(new ByteArrayInputStream(in.readAllBytes())).readObject();
    }
  }

  private boolean goodV1(JsonObject ticket, String application, String lifetime)
      throws GeneralSecurityException {
    String lines =
        "TLS.appid_at_3rd:%s\nTLS.account_type:%s\nTLS.identifier:%s\nTLS.sdk_appid:%s\n"
            .formatted(
                text(ticket, "TLS.appid_at_3rd"),
                text(ticket, "TLS.account_type"),
                text(ticket, "TLS.identifier"),
                application);
    lines += "TLS.time:" + text(ticket, "TLS.time") + "\nTLS.expire_after:" + lifetime + "\n";
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initVerify(publicKey());
    signature.update(lines.getBytes(StandardCharsets.UTF_8));
    return signature.verify(Base64.getDecoder().decode(text(ticket, "TLS.sig")));
  }

  private boolean goodV2(JsonObject ticket, String application, String lifetime)
      throws GeneralSecurityException {
    String lines =
        "TLS.identifier:%s\nTLS.sdkappid:%s\nTLS.time:%s\nTLS.expire:%s\n"
            .formatted(
                text(ticket, "TLS.identifier"), application, text(ticket, "TLS.time"), lifetime);
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = account.secretKey().getBytes(StandardCharsets.UTF_8);
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    byte[] expected = mac.doFinal(lines.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(expected).equals(text(ticket, "TLS.sig"));
  }

  private PublicKey publicKey() throws GeneralSecurityException {
    String base64 = account.publicKeyPem().replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("EC")
        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  private static String text(JsonObject ticket, String name) {
    JsonValue value = ticket.getOrDefault(name, JsonValue.NULL);
    return value.getValueType() == JsonValue.ValueType.STRING
        ? ticket.getString(name)
        : value.toString();
  }
}
