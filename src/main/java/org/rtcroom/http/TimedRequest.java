package org.rtcroom.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.MonotonicClock;

/**
 * A request whose body must come whole within a time, counted from the first look at it. A client
 * that sends a byte a second would else hold a thread for as long as it likes: the server limits
 * the wait for each piece only, which the wait for the last piece is bounded by.
 *
 * <p>There is one way to the body: what a form says is no parameter here, for which the server
 * would read the body by itself.
 */
public final class TimedRequest extends HttpServletRequestWrapper {

  private final HttpServletResponse response;
  private final Duration limit;
  private final MonotonicClock stopwatch;
  private @Nullable ServletInputStream body;

  /**
   * @param response tells a client whose body is late that its connection ends
   */
  public TimedRequest(
      HttpServletRequest request,
      HttpServletResponse response,
      Duration limit,
      MonotonicClock stopwatch) {
    super(request);
    this.response = response;
    this.limit = limit;
    this.stopwatch = stopwatch;
  }

  /**
   * {@inheritDoc}
   *
   * @return reads of it throw {@link SlowBody} once the time is over, else {@link BrokenBody}
   */
  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) {
      body = new TimedBody(super.getInputStream());
    }
    return body;
  }

  @Override
  public @Nullable String getParameter(String name) {
    return null;
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return Map.of();
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.emptyEnumeration();
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return null;
  }

  private final class TimedBody extends ServletInputStream {

    private final ServletInputStream sent;
    private final byte[] one = new byte[1];
    private long begun;
    private boolean reading;

    private TimedBody(ServletInputStream sent) {
      this.sent = sent;
    }

    @Override
    public int read() throws IOException {
      int read = read(one, 0, 1);
      return read < 0 ? read : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (!reading) {
        begun = stopwatch.nanos();
        reading = true;
      }
      int read = sentBytes(bytes, offset, length);
      if (read >= 0 && stopwatch.nanos() - begun > limit.toNanos()) {
        response.setHeader("Connection", "close");
        throw new SlowBody(limit);
      }
      return read;
    }

    private int sentBytes(byte[] bytes, int offset, int length) throws BrokenBody {
      try {
        return sent.read(bytes, offset, length);
      } catch (IOException e) {
        throw new BrokenBody(e);
      }
    }

    @Override
    public boolean isFinished() {
      return sent.isFinished();
    }

    @Override
    public boolean isReady() {
      return sent.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      sent.setReadListener(listener);
    }
  }
}
