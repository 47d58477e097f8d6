import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** An IM service that says yes to everything: {@code java FakeIm.java PORT MILLISECONDS}. */
class FakeIm {

  public static void main(String[] args) throws Exception {
    // Without it an answer's second packet waits 40 ms for the first one's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    int port = Integer.parseInt(args[0]);
    long delay = Long.parseLong(args[1]);
    byte[] yes =
        "{\"ActionStatus\":\"OK\",\"ErrorCode\":0,\"ErrorInfo\":\"\",\"GroupId\":\"\"}"
            .getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
    ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          later.schedule(
              () -> {
                try (exchange) {
                  exchange.getResponseHeaders().set("Content-Type", "application/json");
                  exchange.sendResponseHeaders(200, yes.length);
                  exchange.getResponseBody().write(yes);
                } catch (java.io.IOException gone) {
                  // whoever asked has gone
                }
              },
              delay,
              TimeUnit.MILLISECONDS);
        });
    server.start();
    System.out.println("ready");
  }
}
