package org.rtcroom.tencent;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Tencent's IM REST and live APIs over real HTTP, as far as the service uses them: checks every
 * signature, remembers every call, keeps groups, and does what a test tells it to do wrong.
 * Thread-safe.
 */
public final class FakeTencent implements AutoCloseable {

  public static final String CREATE = "create_group";
  public static final String INFO = "get_group_info";
  public static final String DESTROY = "destroy_group";
  public static final String NOTIFY = "send_group_system_notification";
  public static final String MESSAGE = "send_group_msg";
  public static final String STREAM_STATE = "Live_Channel_GetStatus";
  public static final String MIX = "mix_streamv2.start_mix_stream_advanced";

  /**
   * Whose calls are good.
   *
   * @param publicKeyPem verifies tickets of format v1; may be empty
   * @param secretKey verifies tickets of format v2; may be empty
   */
  public record Account(
      String sdkAppId,
      String administrator,
      String publicKeyPem,
      String secretKey,
      String appId,
      String apiKey) {}

  private static final String IM = "/v4/group_open_http_svc/";
  private static final Clock CLOCK = Clock.systemUTC();

  private final Account account;
  private final FakeSignatures signatures;
  private final FakeHttp http;
  private final List<Seen> calls = new ArrayList<>();
  private final Map<String, Fault> faults = new HashMap<>();
  private final FakeGroupList groups = new FakeGroupList();
  private final Map<String, Integer> streams = new HashMap<>();
  private final Map<String, Integer> inFlight = new HashMap<>();
  private final Map<String, Integer> mostInFlight = new HashMap<>();

  /**
   * Starts.
   *
   * @param port 0 for any
   */
  public FakeTencent(int port, Account account) {
    this.account = account;
    this.signatures = new FakeSignatures(account, CLOCK);
    this.http = new FakeHttp(port, this::serve);
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + http.port());
  }

  /** From now on calls of the operation go wrong like this; {@link Fault#none()} ends it. */
  public synchronized void fail(String operation, Fault fault) {
    faults.put(operation, fault);
  }

  /** Nothing goes wrong any more. */
  public synchronized void heal() {
    faults.clear();
  }

  /** Lets a group exist that belongs to somebody else. */
  public synchronized void addForeignGroup(String groupId) {
    groups.add(groupId, "somebody-else", "");
  }

  /** Lets a group exist that belongs to the administrator. */
  public synchronized void addGroup(String groupId) {
    groups.add(groupId, account.administrator(), "");
  }

  /** Lets a group exist that belongs to nobody. */
  public synchronized void addGroupWithoutOwner(String groupId, String introduction) {
    groups.add(groupId, "", introduction);
  }

  public synchronized boolean hasGroup(String groupId) {
    return groups.has(groupId);
  }

  /**
   * What the live API says of a stream.
   *
   * @param status 1 is publishing, 0 and 3 are not; streams never set are unknown to the platform
   */
  public synchronized void stream(String name, int status) {
    streams.put(name, status);
  }

  /** Everything that was asked, in order. */
  public synchronized List<Seen> calls() {
    return List.copyOf(calls);
  }

  /** The calls of one operation, in order. */
  public List<Seen> calls(String operation) {
    return calls().stream().filter(call -> call.operation().equals(operation)).toList();
  }

  /** How many calls of one operation were under way at the same time, at most. */
  public synchronized int mostInFlight(String operation) {
    return mostInFlight.getOrDefault(operation, 0);
  }

  /**
   * Waits for calls.
   *
   * @throws AssertionError if they did not meet the condition within twenty seconds
   */
  public synchronized void await(Predicate<List<Seen>> condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.test(calls)) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new AssertionError("these calls are not what was waited for: " + calls);
      }
      wait(left);
    }
  }

  private FakeHttp.Reply serve(FakeHttp.Request request) {
    boolean im = request.path().startsWith(IM);
    String operation =
        im
            ? request.path().substring(IM.length())
            : request.query().getOrDefault("interface", request.path());
    String problem = problem(request, im);
    synchronized (this) {
      calls.add(new Seen(operation, request.method(), request.query(), request.body(), problem));
      notifyAll();
      int now = inFlight.getOrDefault(operation, 0) + 1;
      inFlight.put(operation, now);
      mostInFlight.merge(operation, now, Math::max);
      return reply(operation, im, problem, request);
    }
  }

  private String problem(FakeHttp.Request request, boolean im) {
    try {
      return im ? signatures.imProblem(request.query()) : signatures.liveProblem(request.query());
    } catch (GeneralSecurityException e) {
      return e.toString();
    }
  }

  private FakeHttp.Reply reply(
      String operation, boolean im, String problem, FakeHttp.Request request) {
    Fault fault = takeFault(operation);
    String body = fault.garbage();
    if (body.isEmpty()) {
      int code = problem.isEmpty() ? fault.errorCode() : im ? 70009 : 1000;
      body = im ? im(operation, code, request) : live(operation, code, request);
    }
    return new FakeHttp.Reply(
        fault.status(), body, fault.delay(), fault.manner(), () -> ended(operation));
  }

  private synchronized void ended(String operation) {
    inFlight.merge(operation, -1, Integer::sum);
  }

  private Fault takeFault(String operation) {
    Fault fault = faults.getOrDefault(operation, Fault.none());
    if (fault.times() <= 0) {
      return Fault.none();
    }
    faults.put(operation, fault.times(fault.times() - 1));
    return fault;
  }

  private String im(String operation, int errorCode, FakeHttp.Request request) {
    JsonObject body = Json.createReader(new StringReader(request.body())).readObject();
    int code = errorCode == 0 ? carryOut(operation, body) : errorCode;
    JsonObjectBuilder answer =
        Json.createObjectBuilder()
            .add("ActionStatus", code == 0 ? "OK" : "FAIL")
            .add("ErrorInfo", code == 0 ? "" : "fake refusal")
            .add("ErrorCode", code);
    if (code == 0 && operation.equals(INFO)) {
      answer.add("GroupInfo", groups.info(body));
    }
    return answer.build().toString();
  }

  private int carryOut(String operation, JsonObject body) {
    return switch (operation) {
      case CREATE -> groups.create(body);
      case INFO -> body.containsKey("GroupIdList") ? 0 : 10004;
      case DESTROY -> groups.destroy(body);
      case NOTIFY, MESSAGE -> groups.has(body.getString("GroupId", "")) ? 0 : 10010;
      default -> 60002;
    };
  }

  private String live(String operation, int code, FakeHttp.Request request) {
    if (code != 0) {
      return "{\"ret\":%1$d,\"code\":%1$d,\"message\":\"fake refusal\"}".formatted(code);
    }
    if (operation.equals(MIX)) {
      return "{\"code\":0,\"message\":\"Success!\",\"timestamp\":1700000000}";
    }
    Integer status = streams.get(request.query().getOrDefault("Param.s.channel_id", ""));
    return status == null
        ? "{\"ret\":20601,\"message\":\"no stream\",\"output\":[]}"
        : "{\"ret\":0,\"output\":[{\"rate_type\":0,\"recv_type\":1,\"status\":%d}]}"
            .formatted(status);
  }

  @Override
  public void close() {
    http.close();
  }
}
