package org.rtcroom.weapp;

import org.rtcroom.Measured;
import org.rtcroom.room.ListRange;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;

/** What a request's body costs, from its bytes to the fields that the operation asks for. */
public class BodyRead extends Measured {

  private static final String TYPE = "application/json";

  private static final String PUSH_URL =
      "rtmp://push.example.com/live/1000_room1_u1_1_5f"
          + "?bizid=1000&txSecret=5f4dcc3b5aa765d61d8327deb882cf99&txTime=69A4D080";

  private final byte[] heartbeat = body("{'roomID':'room1','userID':'u1_1'}");
  private final byte[] list = body("{'cnt':20,'index':0}");
  private final byte[] join =
      body(
          "{'roomID':'room1','roomInfo':'room room1','userID':'u1_1','userName':'name of u1_1',"
              + "'userAvatar':'https://example.com/u1_1.png','pushURL':'"
              + PUSH_URL
              + "'}");

  private static byte[] body(String singlyQuoted) {
    return singlyQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static Fields fields(byte[] body) {
    Body.Kind kind = Body.kind(TYPE, false);
    return Body.parse(Body.read(new ByteArrayInputStream(body), body.length), kind);
  }

  @Benchmark
  public String heartbeat() {
    String room = fields(heartbeat).requiredId("roomID");
    require(room.equals("room1"));
    return room;
  }

  @Benchmark
  public ListRange list() {
    ListRange page = RoomResource.page(fields(list), "cnt", 0);
    require(page.index() == 0 && page.count() == 20);
    return page;
  }

  /** The longest body that is sent often, that of {@code add_pusher}. */
  @Benchmark
  public String join() {
    Fields fields = fields(join);
    String room = fields.requiredId("roomID");
    String url = fields.requiredText("pushURL", 2048);
    String name = fields.requiredText("userName", 512);
    String avatar = fields.requiredText("userAvatar", 2048);
    String info = fields.requiredText("roomInfo", 2048);
    require(room.equals("room1") && url.equals(PUSH_URL) && name.equals("name of u1_1"));
    require(avatar.equals("https://example.com/u1_1.png") && info.equals("room room1"));
    return url;
  }
}
