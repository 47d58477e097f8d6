package org.rtcroom.settings;

import java.net.URI;
import java.net.URISyntaxException;

/** Reads addresses of services. */
final class WrittenUrl {

  private WrittenUrl() {}

  static URI parse(String name, String text) {
    URI uri = uri(name, text);
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    boolean bare = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
    if (!web || !bare || uri.getHost() == null) {
      throw bad(name, text);
    }
    return uri;
  }

  private static URI uri(String name, String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw bad(name, text);
    }
  }

  /** An address with a user or a query may hold a password, so it is not repeated. */
  private static BadSetting bad(String name, String text) {
    String expected = "http:// or https:// and a host, without user, query and fragment";
    boolean mayHoldSecret = text.contains("@") || text.contains("?");
    return mayHoldSecret
        ? BadSetting.secret(name, expected)
        : BadSetting.value(name, text, expected);
  }
}
