package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A customer in a browser and an agent meet. The page goes away as pages do, and takes leave by
 * {@code sendBeacon}, which can send nothing but text: the agent sees it at once.
 */
class LeavingPageIT {

  /** What a page of a bank does; {@code text/plain} comes of sending a text. */
  private static final String SCRIPT =
      """
      globalThis.service = '%s';
      globalThis.post = async (operation, fields) => (await fetch(service + 'weapp/' + operation, {
        method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(fields)
      })).json();
      globalThis.enter = async (user, room) => {
        const ticket = await (await fetch(service + 'weapp/utils/get_login_info?userID=' + user)).json();
        const login = await post('double_room/login?sdkAppID=' + ticket.sdkAppID + '&userID=' + user
            + '&userSig=' + ticket.userSig, {});
        const who = '?userID=' + user + '&token=' + login.token;
        const push = await post('double_room/get_push_url' + who, {roomID: room});
        const entered = await post('double_room/add_pusher' + who, {roomID: room, userName: user,
            userAvatar: '', pushURL: push.pushURL});
        addEventListener('pagehide', () => navigator.sendBeacon(
            service + 'weapp/double_room/delete_pusher' + who, JSON.stringify({roomID: room})));
        return entered.code + ' ' + ticket.userSig + ' ' + login.token;
      };
      """;

  @TempDir static Path folder;

  private static ServerProcess server;
  private static HttpServer elsewhere;
  private static ChromiumProcess chromium;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(ChromiumProcess.exists(), "Chromium is not installed");
    server = ServerProcess.start(Files.createDirectory(folder.resolve("leaving-page")), Map.of());
    elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] page = "<!doctype html><title>account opening</title>".getBytes(StandardCharsets.UTF_8);
    elsewhere.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    elsewhere.start();
    chromium = ChromiumProcess.start(Files.createDirectory(folder.resolve("chromium")));
  }

  @AfterAll
  static void end() throws Exception {
    if (chromium != null) {
      chromium.close();
    }
    if (elsewhere != null) {
      elsewhere.stop(0);
    }
    if (server != null) {
      server.close();
    }
  }

  private static URI page(boolean ofTheService) {
    return ofTheService
        ? server.base().resolve("index.html")
        : URI.create("http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/");
  }

  private static List<String> inside(DemoClient client, String room) {
    return client
        .call("get_pushers", room)
        .getJsonArray("pushers")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(pusher -> pusher.getString("userID"))
        .toList();
  }

  private static ChromiumProcess.Tab entered(URI page, String user, String room) throws Exception {
    ChromiumProcess.Tab tab = chromium.open(page);
    tab.evaluate(SCRIPT.formatted(server.base()));
    String call = "enter('" + user + "', '" + room + "')";
    String[] answer = ((JsonString) tab.evaluate(call)).getString().split(" ");
    IssuedSecrets.note(answer[1]);
    IssuedSecrets.note(answer[2]);
    assertThat(answer[0]).isEqualTo("0");
    return tab;
  }

  @ParameterizedTest
  @CsvSource({
    "closed, false",
    "closed, true",
    "left, false",
    "left, true",
    "reloaded, false",
  })
  void theOtherSideSeesAtOnceThatThePageHasGone(String how, boolean ofTheService) throws Exception {
    String room = "page-" + how + "-" + ofTheService;
    DemoClient agent =
        DemoClient.login(server.base(), "double_room", "agent_" + how + ofTheService);
    assertThat(agent.addPusher(room).getInt("code")).isZero();
    String customer = "cust_" + how + ofTheService;
    ChromiumProcess.Tab tab = entered(page(ofTheService), customer, room);
    assertThat(inside(agent, room)).containsExactly(agent.userId(), customer);

    switch (how) {
      case "closed" -> tab.close();
      case "left" -> tab.goTo(URI.create("about:blank"));
      default -> tab.reload();
    }

    Until.within(3, () -> inside(agent, room).equals(List.of(agent.userId())));
    assertThat(leaving(room)).containsExactly(customer + " LEFT");
  }

  /** Of the lines that tell of somebody who went. */
  private static List<String> leaving(String room) throws Exception {
    DemoRecord record = DemoRecord.of(server.base(), folder.resolve("leaving-page"));
    String session = record.items("sessions?roomID=" + room).get(0).getString("sessionId");
    return record.items("sessions/" + session + "/events").stream()
        .filter(line -> line.getString("kind").equals("LEFT"))
        .map(
            line ->
                line.getString("userID") + " " + line.getJsonObject("details").getString("reason"))
        .toList();
  }

  /** JSON as such is sent after a question, a text without one. */
  @Test
  void aPageFromElsewhereReadsTheAnswersToBothTypes() throws Exception {
    ChromiumProcess.Tab tab = chromium.open(page(false));
    String seen =
        """
        (async () => {
          const answers = [];
          for (const type of ['text/plain;charset=UTF-8', 'application/json']) {
            const answer = await fetch('%sweapp/double_room/delete_pusher', {method: 'POST',
                headers: {'Content-Type': type}, body: '{"roomID":"none"}'});
            answers.push(answer.status + ' ' + (await answer.json()).code);
          }
          return answers.join(', ');
        })()
        """
            .formatted(server.base());

    assertThat(((JsonString) tab.evaluate(seen)).getString()).isEqualTo("200 7, 200 7");
    tab.close();
  }
}
