package org.rtcroom.tencent;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A server of HTTP/1.1 on the loopback address that can misbehave down to single bytes, which the
 * JDK's own server does not let its users do.
 */
public final class FakeHttp implements AutoCloseable {

  public record Request(String method, String path, Map<String, String> query, String body) {}

  /** {@code ended} is run when nothing more of it is sent. */
  public record Reply(
      int status, String body, Duration delay, Fault.Manner manner, Runnable ended) {}

  private static final long DRIP_MILLIS = 20;
  private static final String ENDLESS = " ".repeat(60_000);

  private final ServerSocket server;
  private final Function<Request, Reply> handler;
  private final ExecutorService threads;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  public FakeHttp(int port, Function<Request, Reply> handler) {
    try {
      this.server = new ServerSocket(port, 500, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.handler = handler;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "fake-http");
              thread.setDaemon(true);
              return thread;
            });
    threads.execute(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String head = head(in);
      while (!head.isEmpty()) {
        Reply reply = handler.apply(request(head, in));
        if (!answer(reply, socket.getOutputStream())) {
          return;
        }
        head = head(in);
      }
    } catch (IOException e) {
      return;
    } finally {
      open.remove(socket);
    }
  }

  private boolean answer(Reply reply, OutputStream out) throws IOException {
    try {
      pause(reply.delay().toMillis());
      return write(reply, out);
    } finally {
      reply.ended().run();
    }
  }

  /** Up to and with the empty line; empty when the client is gone. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int seen = 0;
    while (seen < 4) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
      boolean expected = next == (seen % 2 == 0 ? '\r' : '\n');
      seen = expected ? seen + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static Request request(String head, InputStream in) throws IOException {
    String[] lines = head.split("\r\n", -1);
    String[] first = lines[0].split(" ", -1);
    int length = 0;
    for (String line : lines) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring("content-length:".length()).strip());
      }
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    int mark = first[1].indexOf('?');
    String path = mark < 0 ? first[1] : first[1].substring(0, mark);
    String query = mark < 0 ? "" : first[1].substring(mark + 1);
    return new Request(first[0], path, parse(query), body);
  }

  private static Map<String, String> parse(String query) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
      }
    }
    return parts;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Whether the connection can be used for another request. */
  private boolean write(Reply reply, OutputStream out) throws IOException {
    switch (reply.manner()) {
      case NEVER -> waitForClose();
      case DROPPED -> out.flush();
      case DRIPPING_HEAD -> drip("HTTP/1.1 200 OK\r\nX-Drip: " + ENDLESS, out);
      case DRIPPING_BODY -> {
        out.write(bytes(head(reply.status(), ENDLESS.length())));
        drip(ENDLESS, out);
      }
      case AT_ONCE -> {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        out.write(bytes(head(reply.status(), body.length)));
        out.write(body);
        out.flush();
        return true;
      }
    }
    return false;
  }

  private static String head(int status, int length) {
    return "HTTP/1.1 "
        + status
        + " Fake\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private void drip(String text, OutputStream out) throws IOException {
    for (byte one : bytes(text)) {
      out.write(one);
      out.flush();
      if (pause(DRIP_MILLIS)) {
        return;
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Whether the server was closed meanwhile. */
  private boolean pause(long millis) {
    try {
      return millis > 0 && closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void waitForClose() {
    pause(Long.MAX_VALUE);
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdown();
  }
}
