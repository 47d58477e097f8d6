package org.rtcroom.tencent;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.rtcroom.stream.MixAnswer;
import org.rtcroom.stream.StreamState;

/** Reads the answers of the live API. */
final class LiveAnswers {

  /** The platform knows no stream of that name. */
  private static final long NO_STREAM = 20601;

  private static final long PUBLISHING = 1;

  /** The code of an answer that names none. */
  private static final int NO_CODE = -1;

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private LiveAnswers() {}

  /** A stream may be listed once per bit rate; it is published when any of them is. */
  static StreamState streamState(JsonObject answer) {
    OptionalLong ret = number(answer, "ret");
    if (ret.isPresent() && ret.getAsLong() == NO_STREAM) {
      return StreamState.NOT_PUBLISHING;
    }
    boolean listed =
        ret.isPresent()
            && ret.getAsLong() == 0
            && answer.get("output") instanceof JsonArray output
            && !output.isEmpty();
    if (!listed) {
      return StreamState.UNKNOWN;
    }
    return answer.getJsonArray("output").stream().anyMatch(LiveAnswers::published)
        ? StreamState.PUBLISHING
        : StreamState.NOT_PUBLISHING;
  }

  private static boolean published(JsonValue rate) {
    return rate instanceof JsonObject stream
        && number(stream, "status").orElse(NO_CODE) == PUBLISHING;
  }

  /** Refusals of the signature come with {@code ret} and {@code errmsg} instead. */
  static MixAnswer mixAnswer(JsonObject answer) {
    long code = number(answer, "code").orElse(number(answer, "ret").orElse(NO_CODE));
    return new MixAnswer(
        Math.toIntExact(Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, code))),
        answer.getString("message", answer.getString("errmsg", "")),
        number(answer, "timestamp").orElse(0));
  }

  private static OptionalLong number(JsonObject object, String name) {
    JsonValue value = object.get(name);
    String text = value instanceof JsonString string ? string.getString() : String.valueOf(value);
    return NUMBER.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
