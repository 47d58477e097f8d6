package org.rtcroom.http;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.ServedRequest;
import org.rtcroom.kernel.UserId;

/**
 * One request, from its arrival at the first filter to the end of its answer. The thread that
 * serves it finds it by {@link #get}, without a bean of CDI's request scope, which would be made
 * for each request and looked up at each call. Work that goes on elsewhere takes it along.
 */
public class CurrentRequest extends ServedRequest {

  /** The header that carries a request's id, both ways. */
  public static final String ID_HEADER = "X-Request-Id";

  private static final int LONGEST_AGENT = 256;
  private static final int LONGEST_PLATFORM = 64;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.@:-]{1,64}");

  /** Headers of proxies, besides X-Forwarded-For. */
  private static final List<String> PASSED_ON =
      List.of("Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host");

  private static final RequestIds IDS = new RequestIds();

  private final HttpServletRequest sent;
  private final Source source;
  private final boolean https;
  private final Optional<String> idOfClient;
  private final String id;
  private final Bearer bearer;
  private final String userAgent;
  private @Nullable Actor actor;
  private Runnable whenDone = () -> {};
  private volatile String name = "";
  private volatile @Nullable Integer code;

  /**
   * Ids for requests whose clients send none: 28 hexadecimal digits. The digits in common tell this
   * start of this node from all others, so no two requests have the same id. An id is no secret.
   */
  static final class RequestIds {

    private final AtomicLong last = new AtomicLong();
    private final String start = HexFormat.of().toHexDigits(new SecureRandom().nextLong());

    String next() {
      return start + HexFormat.of().toHexDigits(last.incrementAndGet(), 12);
    }
  }

  /**
   * A request as the server hands it over.
   *
   * @param proxies may say where a request comes from, and how
   */
  public CurrentRequest(HttpServletRequest sent, TrustedProxies proxies) {
    this.sent = sent;
    this.source = Source.of(sent.getRemoteAddr(), headers("X-Forwarded-For"), proxies);
    this.https = sent.isSecure() || forwardedByHttps(proxies);
    this.idOfClient = header(ID_HEADER).filter(id -> ID.matcher(id).matches());
    this.id = idOfClient.orElseGet(IDS::next);
    this.bearer = Bearer.of(headers("Authorization"));
    this.userAgent = declared(header("User-Agent").orElse(""), LONGEST_AGENT);
  }

  private boolean forwardedByHttps(TrustedProxies proxies) {
    List<String> protos = headers("X-Forwarded-Proto");
    return ForwardedScheme.https(source, protos, headers("Forwarded"), proxies);
  }

  /** The request that this thread serves; null if it serves none. */
  public static @Nullable CurrentRequest orNull() {
    return ofThread() instanceof CurrentRequest current ? current : null;
  }

  /**
   * The request that this thread serves.
   *
   * @throws IllegalStateException if it serves none
   */
  public static CurrentRequest get() {
    CurrentRequest current = orNull();
    if (current == null) {
      throw new IllegalStateException("this thread serves no request");
    }
    return current;
  }

  /** Has something done once the request's own thread lets it go, whatever became of it. */
  public final void whenDone(Runnable action) {
    Runnable before = whenDone;
    whenDone =
        () -> {
          before.run();
          action.run();
        };
  }

  /** The request's own thread lets it go. */
  public final void done() {
    end();
    whenDone.run();
  }

  /** The request of the server; good only while the request's own thread serves it. */
  public final HttpServletRequest sent() {
    return sent;
  }

  /** The values of a header, in order. */
  public final List<String> headers(String name) {
    return sent.getHeader(name) == null ? List.of() : Collections.list(sent.getHeaders(name));
  }

  /** The first value of a header. */
  public final Optional<String> header(String name) {
    return Optional.ofNullable(sent.getHeader(name));
  }

  public final Source source() {
    return source;
  }

  /** The address of this machine that was called. */
  public final String localAddress() {
    return Source.spelled(sent.getLocalAddr());
  }

  /** Whether it is from this machine or a private network, and no stranger's proxy passed it on. */
  public final boolean near() {
    return Neighbours.include(source, localAddress())
        && (source.proxies() > 0 || PASSED_ON.stream().noneMatch(name -> header(name).isPresent()));
  }

  /** Whether it came by HTTPS: to this server itself, or to a trusted proxy before it. */
  public final boolean https() {
    return https;
  }

  /** The client's id, or ours if it sent none of legal form: letters, digits and _ - . @ : */
  public final String id() {
    return id;
  }

  /** Whether the id is the client's, so that a repeat can be recognised. */
  public final boolean repeatable() {
    return idOfClient.isPresent();
  }

  public final Bearer bearer() {
    return bearer;
  }

  /** The caller; until a door knows it, an unnamed one at the request's address. */
  public final Actor actor() {
    if (actor == null) {
      actor = actor(Optional.empty(), Proof.NONE, "", "");
    }
    return actor;
  }

  /**
   * Makes that user the caller.
   *
   * @param platform declared by the client at login, or empty text
   * @param tokenId of the token shown, or empty text
   */
  public final Actor identify(UserId user, Proof proof, String platform, String tokenId) {
    return identify(actor(Optional.of(user), proof, platform, tokenId));
  }

  /** Makes the holder of that API key the caller. */
  public final Actor identifyByKey(String keyId) {
    return identify(actor().byKey(keyId));
  }

  private Actor identify(Actor caller) {
    actor = caller;
    return caller;
  }

  /**
   * A text that a client declares, made fit for every log and record: cut to so many characters;
   * all but printable ASCII becomes {@code ?}.
   */
  public static String declared(String text, int most) {
    String printable = text.substring(0, Math.min(text.length(), most));
    for (int i = 0; i < printable.length(); i++) {
      char c = printable.charAt(i);
      if (c < ' ' || c > '~') {
        printable = printable.replace(c, '?');
      }
    }
    return printable;
  }

  private Actor actor(Optional<UserId> user, Proof proof, String platform, String tokenId) {
    return new Actor(
        user,
        proof,
        source.address(),
        source.reported(),
        source.via(),
        userAgent,
        declared(platform, LONGEST_PLATFORM),
        tokenId,
        id);
  }

  /**
   * Sets the operation, as logs and metrics name it: one of as many names as the code has, never a
   * path as sent.
   *
   * @param named family and operation, such as {@code double_room/add_pusher}
   */
  public final void leadsTo(String named) {
    name = named;
  }

  /** Family and operation; empty text if the request leads to none. */
  public final String name() {
    return name;
  }

  /** Sets the code of the client protocol in the answer; any thread may. */
  public final void answered(int answer) {
    code = answer;
  }

  /** The code of the client protocol in the answer; null if it has none. */
  public final @Nullable Integer code() {
    return code;
  }
}
