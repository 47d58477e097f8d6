package org.rtcroom.http;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as a server would hand it over: where it comes from, its query and its headers. */
public final class SentRequest {

  private final String peer;
  private final Map<String, List<String>> headers = new LinkedHashMap<>();
  private String method = "POST";
  private String query = "";
  private List<String> target = List.of("", "", "", "");

  private SentRequest(String peer) {
    this.peer = peer;
  }

  /** From that address, to 198.51.100.10. */
  public static SentRequest from(String peer) {
    return new SentRequest(peer);
  }

  public SentRequest with(String header, String value) {
    headers.computeIfAbsent(header.toLowerCase(Locale.ROOT), h -> new ArrayList<>()).add(value);
    return this;
  }

  public SentRequest by(String verb) {
    method = verb;
    return this;
  }

  public SentRequest asking(String raw) {
    query = raw;
    return this;
  }

  /**
   * @param address as sent, with the context
   * @param rest of the path behind that of the servlet, decoded as that is; none if empty
   */
  public SentRequest to(String context, String address, String servlet, String rest) {
    target = List.of(context, address, servlet, rest);
    return this;
  }

  public HttpServletRequest servlet() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            SentRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> answer(method, arguments));
  }

  private @Nullable Object answer(Method asked, Object... arguments) {
    return switch (asked.getName()) {
      case "getRemoteAddr" -> peer;
      case "getLocalAddr" -> "198.51.100.10";
      case "getMethod" -> method;
      case "getQueryString" -> query.isEmpty() ? null : query;
      case "getContextPath" -> target.get(0);
      case "getRequestURI" -> target.get(1);
      case "getServletPath" -> target.get(2);
      case "getPathInfo" -> target.get(3).isEmpty() ? null : target.get(3);
      case "isSecure" -> false;
      case "getHeader" -> values(arguments).stream().findFirst().orElse(null);
      case "getHeaders" -> Collections.enumeration(values(arguments));
      default -> throw new UnsupportedOperationException(asked.getName());
    };
  }

  private List<String> values(Object... arguments) {
    return headers.getOrDefault(((String) arguments[0]).toLowerCase(Locale.ROOT), List.of());
  }
}
