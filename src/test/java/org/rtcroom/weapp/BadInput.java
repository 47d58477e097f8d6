package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.server.Site;

/** Whatever is sent, the answer is JSON with a code, never a 500, and nothing has changed. */
public abstract class BadInput {

  private static final List<String> OPERATIONS =
      List.of(
          "login",
          "get_push_url",
          "get_pushers",
          "create_room",
          "destroy_room",
          "add_pusher",
          "delete_pusher",
          "pusher_heartbeat",
          "merge_stream",
          "get_custom_info",
          "set_custom_field",
          "add_audience",
          "delete_audience",
          "get_audiences",
          "get_room_list",
          "get_anchors",
          "add_anchor",
          "anchor_heartbeat");

  private static final String ROOM = "bad_room";

  /** The server that is called. */
  protected abstract Site site();

  private URI base = URI.create("http://unset/");
  private Wire wire = new Wire(base);
  private String path = "";

  @BeforeEach
  void locate() {
    base = site().base();
    wire = new Wire(base);
  }

  /** A room of one member, before and after the calls in between. */
  private void unchanged(Runnable calls) {
    ClientSession ann = ClientSession.login(base, "live_room", "bad_ann");
    assertThat(ann.create(ROOM).getInt("code")).isZero();
    assertThat(ann.join(ROOM).getInt("code")).isZero();
    path = ann.path("OPERATION");
    JsonObject before = fixed(ann.pushers(ROOM));
    calls.run();
    assertThat(fixed(ann.pushers(ROOM))).isEqualTo(before);
    assertThat(ann.leave(ROOM).getInt("code")).isZero();
  }

  /** Without what differs from second to second. */
  private static JsonObject fixed(JsonObject room) {
    String pushers = room.getJsonArray("pushers").toString().replaceAll("txSecret=[^\"]*", "");
    return Json.createObjectBuilder(room).remove("timestamp").add("pushers", pushers).build();
  }

  private void refused(int status, Wire.Reply answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.code()).isPositive();
    assertThat(answer.body()).doesNotContain("<html", "Exception", "at org.", "/usr/");
  }

  private Wire.Reply post(String operation, byte[] body) {
    Map<String, String> json = Map.of("Content-Type", "application/json");
    return wire.send("POST", path.replace("OPERATION", operation), body, json);
  }

  private void malformed(byte[] body) {
    OPERATIONS.forEach(operation -> refused(400, post(operation, body)));
  }

  @Test
  void whatIsNoJsonObjectIsMalformed() {
    unchanged(
        () -> {
          for (String body :
              List.of("null", "[]", "5", "\"x\"", "{", "{} x", "{/**/}", "{'a':1}", "\ufeff{}")) {
            malformed(Wire.bytes(body));
          }
          malformed(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
          malformed(new byte[] {0});
          malformed(Wire.bytes("{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}"));
          malformed(Wire.bytes("{\"a\":".repeat(10_000)));
        });
  }

  /** JAX-RS implementations like to describe themselves to everybody. */
  @Test
  void noDescriptionOfTheServiceIsServed() {
    refused(404, wire.get("application.wadl"));
    refused(404, wire.get("application.wadl/xsd0.xsd"));
  }

  @Test
  void anEmptyBodyAndUnknownFieldsAreNoFields() {
    unchanged(
        () -> {
          refused(200, post("get_pushers", new byte[0]));
          refused(200, post("get_pushers", Wire.bytes("{\"unknown\":{\"deep\":[1]}}")));
          assertThat(post("get_room_list", new byte[0]).code()).isZero();
        });
  }

  @Test
  void valuesOfOtherTypesAreRefused() {
    unchanged(
        () -> {
          for (String value : List.of("[]", "{}", "[\"bad_room\"]", "true", "1.5", "1e5")) {
            for (String operation :
                List.of("get_pushers", "destroy_room", "delete_pusher", "pusher_heartbeat")) {
              Wire.Reply answer = post(operation, Wire.bytes("{\"roomID\":" + value + "}"));
              refused(200, answer);
              assertThat(answer.code()).isEqualTo(2);
            }
          }
        });
  }

  @Test
  void idsThatCannotBeAreRefused() {
    unchanged(
        () -> {
          for (String id :
              List.of(
                  "a b",
                  "x'; drop table session; --",
                  "<script>alert(1)</script>",
                  "房间",
                  "a\\u0000b",
                  "\\ud800",
                  "\\u202eabc",
                  "../../etc/passwd",
                  "${jndi:ldap://x}",
                  "a".repeat(65),
                  "a".repeat(10_000))) {
            for (String operation : OPERATIONS.subList(1, 5)) {
              Wire.Reply answer =
                  post(operation, Wire.bytes("{\"roomInfo\":\"x\",\"roomID\":\"" + id + "\"}"));
              refused(200, answer);
              assertThat(answer.code()).as(operation).isEqualTo(12);
            }
          }
        });
  }

  @Test
  void textsThatCannotBeStoredAreRefused() {
    unchanged(
        () -> {
          for (String text : List.of("\\u0000", "\\ud800", "x\\udfffy")) {
            String body = "{\"roomID\":\"bad_new\",\"roomInfo\":\"" + text + "\"}";
            assertThat(post("create_room", Wire.bytes(body)).code()).isEqualTo(12);
          }
          String tooLong = "{\"roomInfo\":\"" + "好".repeat(342) + "\"}";
          assertThat(post("create_room", Wire.bytes(tooLong)).code()).isEqualTo(11);
          assertThat(post("get_pushers", Wire.bytes("{\"roomID\":\"bad_new\"}")).code())
              .isEqualTo(1);
        });
  }

  @Test
  void strangeButLegalTextsComeBackUnchanged() {
    ClientSession ann = ClientSession.login(base, "multi_room", "bad_text");
    String strange = "\u0001\t\n \u202e\u200b\ufeff <b>'\"\\ ; -- 😀 好\u2028";
    ann.call("create_room", Map.of("roomID", "bad_text", "roomInfo", strange));

    assertThat(ann.pushers("bad_text").getString("roomInfo")).isEqualTo(strange);
    assertThat(ann.destroy("bad_text").getInt("code")).isZero();
  }

  @Test
  void largeBodiesAreCutOff() {
    unchanged(
        () -> {
          byte[] megabyte = Wire.bytes("{\"a\":\"" + "x".repeat(1_000_000) + "\"}");
          OPERATIONS.forEach(operation -> refused(413, post(operation, megabyte)));
          byte[] most = Wire.bytes("{\"a\":\"" + "x".repeat(65_536 - 8) + "\"}");
          refused(200, post("get_pushers", most));
        });
  }

  @Test
  void otherContentIsUnsupported() {
    unchanged(
        () -> {
          String operation = path.replace("OPERATION", "get_pushers");
          byte[] body = Wire.bytes("{\"roomID\":\"bad_room\"}");
          for (String type :
              List.of(
                  "text/plain; charset=gbk",
                  "text/html",
                  "multipart/form-data; boundary=x",
                  "foo",
                  "/",
                  "a/b/c")) {
            refused(415, wire.send("POST", operation, body, Map.of("Content-Type", type)));
          }
          for (String encoding : List.of("gzip", "identity", "br")) {
            refused(415, wire.send("POST", operation, body, Map.of("Content-Encoding", encoding)));
          }
        });
  }

  @Test
  void whatAnswersAClientAcceptsDoesNotMatter() {
    for (String accept : List.of("text/html", "image/*", "foo", "application/xml;q=x", ",")) {
      assertThat(
              wire.send("GET", "utils/get_login_info", new byte[0], Map.of("Accept", accept))
                  .code())
          .as(accept)
          .isZero();
    }
    for (String type : List.of("application/json;", "application/json; charset")) {
      Map<String, String> header = Map.of("Content-Type", type);
      assertThat(wire.send("POST", "utils/report", Wire.bytes("{}"), header).status())
          .as(type)
          .isEqualTo(type.endsWith(";") ? 200 : 415);
    }
  }

  @Test
  void otherMethodsAndPathsAreRefusedInJson() {
    unchanged(
        () -> {
          for (String operation : OPERATIONS) {
            String whole = path.replace("OPERATION", operation);
            refused(405, wire.send("GET", whole, new byte[0], Map.of()));
            refused(405, wire.send("PUT", whole, Wire.bytes("{}"), Map.of()));
            refused(405, wire.send("DELETE", whole, new byte[0], Map.of()));
            assertThat(wire.send("HEAD", whole, new byte[0], Map.of()).status()).isEqualTo(405);
          }
          for (String nowhere :
              List.of(
                  "live_room/unknown",
                  "unknown_room/login",
                  "live_room",
                  "",
                  "double_room/add_anchor",
                  "double_room/get_im_login_info",
                  "weapp/double_room/login",
                  "double_room/pusher_heartbeat/login",
                  "roomservice/double_room/login",
                  "multi_room/get_audiences",
                  "multi_room/set_custom_field",
                  "webrtc_room/delete_room",
                  "webrtc_room/add_pusher",
                  "double_room/enter_room")) {
            refused(404, wire.post(nowhere, "{}"));
          }
        });
  }

  @Test
  void numbersBeyondTheirRangeAreMovedIntoIt() {
    ClientSession ann = ClientSession.login(base, "live_room", "bad_numbers");
    for (Object count : List.of(-1, -5, "-9999999999999999999999")) {
      assertThat(ann.callAlone("get_room_list", Map.of("cnt", count)).getJsonArray("rooms"))
          .isEmpty();
    }
    for (Object index : List.of(Long.MAX_VALUE, "99999999999999999999999")) {
      assertThat(ann.callAlone("get_room_list", Map.of("index", index)).getJsonArray("rooms"))
          .isEmpty();
    }
    assertThat(ann.callAlone("get_room_list", Map.of("index", -1)).getInt("code")).isZero();
    assertThat(ann.callAlone("get_room_list", Map.of("cnt", 1.5)).getInt("code")).isEqualTo(2);
  }

  @Test
  void numberedRoomsTakeNumbersOnly() {
    for (String id : List.of("0", "-1", "4294967296", "\"01\"", "\"abc\"", "1" + "0".repeat(18))) {
      String body = "{\"userID\":\"badNumber\",\"roomInfo\":\"x\",\"roomID\":" + id + "}";
      assertThat(wire.post("webrtc_room/create_room", body).code()).as(id).isEqualTo(12);
    }
    String noInfo = "{\"userID\":\"badNumber\",\"roomInfo\":\"\"}";
    assertThat(wire.post("webrtc_room/create_room", noInfo).code()).isEqualTo(2);
    String noUser = "{\"userID\":\"1bad\",\"roomInfo\":\"x\"}";
    assertThat(wire.post("webrtc_room/create_room", noUser).code()).isEqualTo(7);
  }
}
