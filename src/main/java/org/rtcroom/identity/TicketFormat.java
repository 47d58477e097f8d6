package org.rtcroom.identity;

import java.util.List;
import java.util.Map;

/**
 * The two formats of Tencent's tickets. They differ in their fields and in how these are signed.
 *
 * <p>Sources: the vendor's TLSSigAPIv2 (v2) and WebRTCSigApi (v1).
 */
public enum TicketFormat {
  /** Signed with a private key, ECDSA over P-256 or RSA, in either case with SHA-256. */
  V1("TLS.sdk_appid", "TLS.expire_after") {
    @Override
    List<String> signedFields() {
      return List.of(
          "TLS.appid_at_3rd",
          "TLS.account_type",
          IDENTIFIER,
          "TLS.sdk_appid",
          TIME,
          "TLS.expire_after");
    }
  },
  /** Signed with a shared secret, HMAC-SHA256. */
  V2("TLS.sdkappid", "TLS.expire") {
    @Override
    List<String> signedFields() {
      return List.of(IDENTIFIER, "TLS.sdkappid", TIME, "TLS.expire");
    }
  };

  static final String IDENTIFIER = "TLS.identifier";
  static final String TIME = "TLS.time";
  static final String SIGNATURE = "TLS.sig";
  static final String USERBUF = "TLS.userbuf";
  static final String VERSION_2 = "TLS.ver";

  /** What a signer that does not use a v1 field puts in its signed line. */
  private static final String UNUSED = "0";

  private final String application;
  private final String lifetime;

  TicketFormat(String application, String lifetime) {
    this.application = application;
    this.lifetime = lifetime;
  }

  /** The name of the field that holds the application's number. */
  String applicationField() {
    return application;
  }

  /** The name of the field that holds the lifetime in seconds. */
  String lifetimeField() {
    return lifetime;
  }

  /** The fields that are signed, in the order of their lines; a userbuf follows if there is one. */
  abstract List<String> signedFields();

  /** The text that is signed, built from the values a ticket holds. */
  String signedLines(Map<String, String> fields) {
    StringBuilder lines = new StringBuilder();
    for (String field : signedFields()) {
      lines.append(field).append(':').append(fields.getOrDefault(field, UNUSED)).append('\n');
    }
    if (fields.containsKey(USERBUF)) {
      lines.append(USERBUF).append(':').append(fields.get(USERBUF)).append('\n');
    }
    return lines.toString();
  }
}
