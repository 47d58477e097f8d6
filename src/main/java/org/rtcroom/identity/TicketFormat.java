package org.rtcroom.identity;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The two formats of Tencent's tickets. They differ in their fields and in how these are signed.
 *
 * <p>Sources: the vendor's TLSSigAPIv2 (v2) and WebRTCSigApi (v1).
 */
public enum TicketFormat {
  /** Signed with a private key, ECDSA over P-256 or RSA, in either case with SHA-256. */
  V1("TLS.sdk_appid", "TLS.expire_after", List.of("TLS.appid_at_3rd", "TLS.account_type")),
  /** Signed with a shared secret, HMAC-SHA256. */
  V2("TLS.sdkappid", "TLS.expire", List.of());

  static final String IDENTIFIER = "TLS.identifier";
  static final String TIME = "TLS.time";
  static final String SIGNATURE = "TLS.sig";
  static final String USERBUF = "TLS.userbuf";
  static final String VERSION_2 = "TLS.ver";

  /** The value, in its signed line, of a v1 field that a signer does not use. */
  private static final String UNUSED = "0";

  private final String application;
  private final String lifetime;

  /** Never changes: {@link List#of} makes it. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> first;

  /**
   * @param first fields that are signed before the others
   */
  TicketFormat(String application, String lifetime, List<String> first) {
    this.application = application;
    this.lifetime = lifetime;
    this.first = first;
  }

  /** The name of the field that holds the application's number. */
  String applicationField() {
    return application;
  }

  /** The name of the field that holds the lifetime in seconds. */
  String lifetimeField() {
    return lifetime;
  }

  /** The text that is signed, a line for each field; a userbuf comes last if there is one. */
  String signedLines(Map<String, String> fields) {
    Stream<String> always = Stream.of(IDENTIFIER, application, TIME, lifetime);
    Stream<String> last = Stream.of(USERBUF).filter(fields::containsKey);
    return Stream.of(first.stream(), always, last)
        .flatMap(names -> names)
        .map(name -> name + ":" + fields.getOrDefault(name, UNUSED) + "\n")
        .collect(joining());
  }
}
