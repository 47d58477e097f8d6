package org.rtcroom.server;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real Chromium without a window, driven by its own protocol for tools. */
final class ChromiumProcess implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int SECONDS = 30;

  private final Process process;
  private final URI tools;

  private ChromiumProcess(Process process, URI tools) {
    this.process = process;
    this.tools = tools;
  }

  static boolean exists() {
    return Program.find("chromium", "chromium-browser", "google-chrome").isPresent();
  }

  static ChromiumProcess start(Path folder) throws Exception {
    Path program = Program.find("chromium", "chromium-browser", "google-chrome").orElseThrow();
    List<String> command =
        List.of(
            program.toString(),
            "--headless=new",
            "--no-sandbox", // root has none
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--no-proxy-server",
            "--remote-debugging-port=0",
            "--user-data-dir=" + folder,
            "about:blank");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    Path port = folder.resolve("DevToolsActivePort");
    Until.within(SECONDS, () -> Files.exists(port) && Files.readAllLines(port).size() > 1);
    String address = "http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/";
    return new ChromiumProcess(process, URI.create(address));
  }

  /** Opens a page in a tab of its own. */
  Tab open(URI page) throws Exception {
    JsonObject target = json(ask("PUT", "json/new?" + page));
    Tab tab = new Tab(target.getString("id"), target.getString("webSocketDebuggerUrl"));
    tab.awaitPage(page);
    return tab;
  }

  private String ask(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(tools.resolve(path)).method(method, BodyPublishers.noBody()).build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** A tab of it. */
  final class Tab {

    private final String id;
    private final WebSocket socket;
    private final BlockingQueue<JsonObject> said = new LinkedBlockingQueue<>();
    private int last;

    private Tab(String id, String socket) {
      this.id = id;
      this.socket = HTTP.newWebSocketBuilder().buildAsync(URI.create(socket), new Ear(said)).join();
    }

    private void awaitPage(URI page) throws Exception {
      String there = "document.readyState + ' ' + location.href";
      Until.within(SECONDS, () -> evaluate(there).equals(Json.createValue("complete " + page)));
    }

    /** The value of an expression of JavaScript in the page, once it is there. */
    JsonValue evaluate(String expression) throws InterruptedException {
      JsonObject result =
          command(
              "Runtime.evaluate",
              Json.createObjectBuilder()
                  .add("expression", expression)
                  .add("awaitPromise", true)
                  .add("returnByValue", true)
                  .build());
      if (result.containsKey("exceptionDetails")) {
        throw new IllegalStateException(result.toString());
      }
      return result.getJsonObject("result").getOrDefault("value", JsonValue.NULL);
    }

    void goTo(URI page) throws InterruptedException {
      command("Page.navigate", Json.createObjectBuilder().add("url", page.toString()).build());
    }

    void reload() throws InterruptedException {
      command("Page.reload", JsonValue.EMPTY_JSON_OBJECT);
    }

    /** As a person closes it. */
    void close() throws Exception {
      ask("GET", "json/close/" + id);
    }

    private JsonObject command(String method, JsonObject parameters) throws InterruptedException {
      int number = ++last;
      socket
          .sendText(
              Json.createObjectBuilder()
                  .add("id", number)
                  .add("method", method)
                  .add("params", parameters)
                  .build()
                  .toString(),
              true)
          .join();
      while (true) {
        JsonObject answer = said.poll(SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
          throw new IllegalStateException("no answer to " + method);
        }
        if (answer.getInt("id", 0) == number) {
          return answer.getJsonObject("result");
        }
      }
    }
  }

  /** Puts messages together. */
  private static final class Ear implements WebSocket.Listener {

    private final BlockingQueue<JsonObject> said;
    private final StringBuilder message = new StringBuilder();

    Ear(BlockingQueue<JsonObject> said) {
      this.said = said;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean whole) {
      message.append(part);
      if (whole) {
        said.add(json(message.toString()));
        message.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
