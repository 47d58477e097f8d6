package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.HttpSettings;
import org.rtcroom.http.Rates;
import org.rtcroom.http.SentRequest;
import org.rtcroom.http.TrustedProxies;
import org.rtcroom.kernel.SettableClock;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.settings.Settings;

/** Which requests pass JAX-RS by, and how they are answered. */
class FastPathTest {

  private static final Answer WELL =
      new Answer(200, 0, "{}".getBytes(StandardCharsets.US_ASCII), 1);

  private final Settings settings =
      Settings.of(Map.of("roomservice.http.rate-limit-per-address", "2"));
  private final CompletableFuture<Response> opening = new CompletableFuture<>();
  private final Written written = new Written();
  private final FastPath path = path();

  /** Answers without asking anybody. */
  private final class Rooms extends RoomResource {

    @Override
    public Response heartbeat() {
      return WELL.to(WeappRequest.current());
    }

    @Override
    public CompletionStage<Response> open() {
      return opening;
    }
  }

  private FastPath path() {
    SourceFilter sources = new SourceFilter();
    sources.rates = new Rates(HttpSettings.read(settings), () -> 0);
    OperationFilter operations = new OperationFilter();
    operations.rooms = new RoomSettings(settings);
    operations.rooms.read();
    operations.settings = WeappSettings.read(settings);
    operations.ids = new Ids(new NoGroups());
    Problems problems = new Problems();
    problems.rates = sources.rates;
    problems.answers = new Answers();
    problems.answers.clock = new SettableClock();
    return new FastPath(this::resource, sources, operations, problems);
  }

  private Object resource(Class<?> type) {
    try {
      return type == RoomResource.class ? new Rooms() : type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a request is answered with. */
  private static final class Written {

    private final List<String> said = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    HttpServletResponse response() {
      return (HttpServletResponse)
          Proxy.newProxyInstance(
              Written.class.getClassLoader(),
              new Class<?>[] {HttpServletResponse.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("getOutputStream")) {
                  return stream();
                }
                said.add(method.getName() + Arrays.toString(arguments));
                return null;
              });
    }

    private ServletOutputStream stream() {
      return new ServletOutputStream() {
        @Override
        public void write(int b) {
          body.write(b);
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }

  /** A request with a body, which may be answered later. */
  private final class Sent extends HttpServletRequestWrapper {

    private final byte[] body;

    Sent(HttpServletRequest request, String body) {
      super(request);
      this.body = body.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String getContentType() {
      return "application/json";
    }

    @Override
    public int getContentLength() {
      return body.length;
    }

    @Override
    public ServletInputStream getInputStream() {
      ByteArrayInputStream bytes = new ByteArrayInputStream(body);
      return new ServletInputStream() {
        @Override
        public int read() {
          return bytes.read();
        }

        @Override
        public boolean isFinished() {
          return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          throw new UnsupportedOperationException();
        }
      };
    }

    @Override
    public AsyncContext startAsync() {
      written.said.add("startAsync");
      return (AsyncContext)
          Proxy.newProxyInstance(
              Sent.class.getClassLoader(),
              new Class<?>[] {AsyncContext.class},
              (proxy, method, arguments) -> {
                written.said.add(method.getName() + Arrays.toString(arguments));
                return method.getName().equals("getResponse") ? written.response() : null;
              });
    }
  }

  private void send(String operation, String body) throws Exception {
    Sent sent = new Sent(to("/weapp/" + operation), body);
    new WeappRequest(sent, TrustedProxies.in("")).begin();
    FilterChain way = path.of(sent).orElseThrow();
    way.doFilter(sent, written.response());
  }

  private static HttpServletRequest to(String address) {
    return SentRequest.from("203.0.113.7").to("/rs", "/rs" + address, "", "").servlet();
  }

  @AfterEach
  void end() {
    if (CurrentRequest.orNull() != null) {
      WeappRequest.current().done();
    }
  }

  @Test
  void everyPostOfAnOperationPassesJaxRsBy() {
    assertThat(paths(POST.class)).hasSizeGreaterThan(50).allMatch(this::passes);
    for (String other :
        List.of("/weapp/live_room", "/weapp/live_room/login/", "/weapp/live_room/x", "/ops/x")) {
      assertThat(passes(other)).as(other).isFalse();
    }
  }

  @Test
  void onlyPostsDo() {
    assertThat(paths(GET.class)).hasSizeGreaterThan(4);
    for (String verb : List.of("GET", "HEAD", "OPTIONS", "PUT", "post")) {
      String address = "/rs/weapp/live_room/login";
      SentRequest sent = SentRequest.from("203.0.113.7").by(verb).to("/rs", address, "", "");
      assertThat(path.of(sent.servlet())).as(verb).isEmpty();
    }
  }

  private boolean passes(String address) {
    return path.of(to(address)).isPresent();
  }

  private static List<String> paths(Class<? extends Annotation> verb) {
    return WeappApplication.RESOURCES.stream()
        .flatMap(
            resource ->
                Stream.of(resource.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(verb))
                    .flatMap(method -> Operation.of(resource, method)))
        .map(operation -> "/weapp/" + operation.name())
        .toList();
  }

  @Test
  void whatIsReadyIsWrittenAtOnce() throws Exception {
    send("live_room/pusher_heartbeat", "{\"userID\":\"ann\"}");

    assertThat(written.said)
        .containsExactly(
            "setStatus[200]",
            "setHeader[Content-Type, application/json;charset=utf-8]",
            "setContentLength[2]");
    assertThat(written.body).hasToString("{}");
    assertThat(WeappRequest.current().fields().id("userID")).contains("ann");
    assertThat(WeappRequest.current().name()).isEqualTo("live_room/pusher_heartbeat");
  }

  @Test
  void whatComesLaterIsWrittenThen() throws Exception {
    send("live_room/create_room", "");
    assertThat(written.said).containsExactly("startAsync", "setTimeout[0]");

    opening.complete(WELL.response());

    assertThat(written.said).endsWith("setContentLength[2]", "complete" + null);
    assertThat(written.body).hasToString("{}");
  }

  @Test
  void whatFailsLaterIsAnsweredToo() throws Exception {
    send("live_room/create_room", "");
    opening.completeExceptionally(new Refusal(WireProblem.MALFORMED));

    assertThat(written.said).contains("setStatus[400]").endsWith("complete" + null);
  }

  /** The access log, which is to note that refusal, is not there. */
  @Test
  void nobodyWaitsForAnAnswerThatCannotBeMade() throws Exception {
    send("live_room/create_room", "");
    opening.completeExceptionally(new Refusal(WireProblem.NOT_ALLOWED));

    assertThat(written.said).endsWith("setStatus[500]", "complete" + null);
  }

  @Test
  void whatIsReadyBeforeItIsAskedForWaitsForNobody() throws Exception {
    opening.complete(WELL.response());
    send("live_room/create_room", "");

    assertThat(written.said).doesNotContain("startAsync").contains("setStatus[200]");
  }

  @Test
  void refusalsAreAnswers() throws Exception {
    send("live_room/pusher_heartbeat", "[");
    assertThat(written.said).contains("setStatus[400]");
    send("double_room/add_audience", "");
    assertThat(written.said).contains("setStatus[404]");
  }

  @Test
  void itCountsForItsAddress() throws Exception {
    opening.complete(WELL.response());
    send("live_room/create_room", "");
    send("live_room/create_room", "");
    assertThat(written.said).doesNotContain("setStatus[429]");

    send("live_room/create_room", "");
    assertThat(written.said).contains("setStatus[429]", "setHeader[Retry-After, 30]");
  }
}
