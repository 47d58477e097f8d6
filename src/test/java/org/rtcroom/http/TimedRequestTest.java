package org.rtcroom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimedRequestTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Map<String, String> headers = new HashMap<>();
  private long now = 5;
  private Duration pause = Duration.ZERO;
  private int left = 100;
  private boolean broken;

  /** A body of a hundred bytes that come one at a time. */
  private final class Drops extends ServletInputStream {

    @Override
    public int read() {
      now += pause.toNanos();
      return left-- > 0 ? 'x' : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (broken) {
        throw new IOException("reset");
      }
      int read = read();
      if (read < 0) {
        return read;
      }
      bytes[offset] = (byte) read;
      return 1;
    }

    @Override
    public boolean isFinished() {
      return left <= 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  private TimedRequest request() {
    Drops drops = new Drops();
    HttpServletRequest sent =
        proxy(
            HttpServletRequest.class,
            (name, arguments) -> name.equals("getInputStream") ? drops : "of the body");
    HttpServletResponse response =
        proxy(
            HttpServletResponse.class,
            (name, arguments) -> headers.put((String) arguments[0], (String) arguments[1]));
    return new TimedRequest(sent, response, LIMIT, () -> now);
  }

  private interface Behaviour {
    Object of(String name, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Behaviour behaviour) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                method.getReturnType() == void.class
                    ? sink(behaviour.of(method.getName(), arguments))
                    : behaviour.of(method.getName(), arguments)));
  }

  private static @Nullable Object sink(Object nothing) {
    return null;
  }

  @Test
  void aBodyThatComesInTimeIsRead() throws Exception {
    pause = Duration.ofMillis(150);

    InputStream body = request().getInputStream();

    assertThat(body.readAllBytes()).hasSize(100).containsOnly('x');
    assertThat(headers).isEmpty();
  }

  @Test
  void aBodyThatDripsIsGivenUp() throws Exception {
    pause = Duration.ofSeconds(1);

    InputStream body = request().getInputStream();

    assertThatThrownBy(body::readAllBytes).isInstanceOf(SlowBody.class).hasMessageContaining("20");
    assertThat(left).isEqualTo(79);
    assertThat(headers).containsExactly(Map.entry("Connection", "close"));
  }

  @Test
  void byteByByteTheTimeIsTheSame() throws Exception {
    pause = Duration.ofSeconds(1);
    InputStream body = request().getInputStream();
    for (int i = 0; i < 20; i++) {
      assertThat(body.read()).isEqualTo('x');
    }

    assertThatThrownBy(body::read).isInstanceOf(SlowBody.class);
  }

  @Test
  void theTimeCountsFromTheFirstLookAtTheBody() throws Exception {
    TimedRequest request = request();
    now += LIMIT.toNanos() * 2;

    assertThat(request.getInputStream().readAllBytes()).hasSize(100);
  }

  @Test
  void askingTwiceGivesNoSecondTime() throws Exception {
    TimedRequest request = request();
    pause = Duration.ofSeconds(15);

    assertThat(request.getInputStream().read()).isEqualTo('x');
    assertThatThrownBy(() -> request.getInputStream().read()).isInstanceOf(SlowBody.class);
  }

  @Test
  void aBodyThatBreaksOffIsNoFaultOfOurs() throws Exception {
    broken = true;

    assertThatThrownBy(request().getInputStream()::readAllBytes)
        .isInstanceOf(BrokenBody.class)
        .isNotInstanceOf(SlowBody.class);
  }

  @Test
  void noParameterIsReadFromABody() {
    TimedRequest request = request();

    assertThat(request.getParameter("a")).isNull();
    assertThat(request.getParameterValues("a")).isNull();
    assertThat(request.getParameterMap()).isEmpty();
    assertThat(request.getParameterNames().hasMoreElements()).isFalse();
    assertThat(left).isEqualTo(100);
  }
}
