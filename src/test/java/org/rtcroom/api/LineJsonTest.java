package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.rtcroom.chain.AuditLine;

class LineJsonTest {

  private static final String DETAILS =
      "{\"lastHeard\":7,\"node\":\"n1\",\"reason\":\"LAPSED\",\"streamState\":\"\"}";
  private static final String PERSONAL =
      "{\"actor\":{\"address\":\"192.0.2.1\",\"platform\":\"iOS\","
          + "\"reportedAddress\":\"10.1.1.1\",\"requestId\":\"q1\",\"tokenId\":\"t1\","
          + "\"user\":\"bob\",\"userAgent\":\"agent/1\",\"via\":\"127.0.0.1\"},\"user\":\"ann\"}";

  @Test
  void everyClaimSaysWhoMadeIt() {
    assertThat(LineJson.event(line(DETAILS, PERSONAL, false)).getJsonObject("actor"))
        .isEqualTo(
            parsed(
                "{\"userID\":\"bob\","
                    + "\"ip\":{\"value\":\"192.0.2.1\",\"source\":\"observed\"},"
                    + "\"reportedIp\":{\"value\":\"10.1.1.1\",\"source\":\"reported by proxy\"},"
                    + "\"via\":{\"value\":\"127.0.0.1\",\"source\":\"observed\"},"
                    + "\"userAgent\":{\"value\":\"agent/1\",\"source\":\"declared by client\"},"
                    + "\"platform\":{\"value\":\"iOS\",\"source\":\"declared by client\"},"
                    + "\"tokenId\":{\"value\":\"t1\",\"source\":\"observed\"},"
                    + "\"requestId\":{\"value\":\"q1\",\"source\":\"declared by client\"},"
                    + "\"node\":{\"value\":\"n1\",\"source\":\"observed\"}}"));
  }

  @Test
  void aLineSaysWhatWhenAndOfWhom() {
    JsonObject json = LineJson.event(line(DETAILS, PERSONAL, false));

    assertThat(json.getInt("seq")).isEqualTo(4);
    assertThat(json.getString("time")).isEqualTo("2026-01-31T12:00:00.000Z");
    assertThat(json.getString("kind")).isEqualTo("LEFT");
    assertThat(json.getString("userID")).isEqualTo("ann");
    assertThat(json.getBoolean("erased")).isFalse();
    assertThat(json.getString("hash")).isEqualTo("aa");
    assertThat(json.getString("previousHash")).isEqualTo("bb");
    assertThat(json.getJsonObject("details"))
        .isEqualTo(parsed("{\"lastHeard\":7,\"reason\":\"LAPSED\",\"streamState\":\"\"}"));
    assertThat(json).doesNotContainKey("chain");
  }

  @Test
  void theBytesBehindTheHashesAreThere() {
    assertThat(LineJson.event(line(DETAILS, PERSONAL, false)).getJsonObject("recorded"))
        .isEqualTo(
            AnswerJson.object()
                .add("format", 1)
                .add("details", DETAILS)
                .add("commitment", "cc")
                .add("salt", "dd")
                .add("personal", PERSONAL)
                .build());
  }

  @Test
  void whoCausedALineStandsForWhomItTellsOf() {
    String personal = "{\"actor\":{\"user\":\"bob\"},\"info\":\"a room\"}";

    JsonObject json = LineJson.event(line("{}", personal, false));

    assertThat(json.getString("userID")).isEqualTo("bob");
    assertThat(json.getJsonObject("details").getString("info")).isEqualTo("a room");
  }

  @Test
  void anErasedLineKeepsWhatIsNotPersonal() {
    JsonObject json = LineJson.event(line(DETAILS, "{}", true));

    assertThat(json.getBoolean("erased")).isTrue();
    assertThat(json.isNull("userID")).isTrue();
    assertThat(json.getJsonObject("actor").isNull("userID")).isTrue();
    assertThat(json.getJsonObject("details").getString("reason")).isEqualTo("LAPSED");
  }

  @Test
  void aLineOfTheAccessLogNamesItsChain() {
    assertThat(LineJson.access(line("{}", "{}", false)).getString("chain")).isEqualTo("chain-1");
  }

  private static AuditLine line(String details, String personal, boolean erased) {
    return new AuditLine(
        "chain-1",
        4,
        Instant.parse("2026-01-31T12:00:00Z"),
        "LEFT",
        parsed(details),
        parsed(personal),
        erased,
        "aa",
        "bb",
        new AuditLine.HashedParts(1, details, "cc", "dd", personal));
  }

  private static JsonObject parsed(String json) {
    try (var reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
