package org.rtcroom.tencent;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Set;
import java.util.regex.Pattern;
import org.rtcroom.kernel.UserId;

/**
 * An answer of the IM REST API. Its {@code ErrorCode} decides; it refuses with HTTP status 200.
 *
 * <p>Source of the numbers: Tencent's document 269/1671 on error codes, of 2025-12-17.
 *
 * @param code the {@code ErrorCode}, 0 for success; {@link #NO_ANSWER} if there was none
 * @param reason for logs, without secrets
 * @param body all of it; an empty object if there was none
 */
record ImAnswer(int code, String reason, JsonObject body) {

  static final int NO_ANSWER = -1;
  static final int OK = 0;

  /** The server failed. */
  static final int SERVER_FAILED = 10002;

  static final int BAD_PARAMETERS = 10004;
  static final int NOT_PERMITTED = 10007;

  /** There is no such group, or no longer. */
  static final int NO_GROUP = 10010;

  static final int BAD_GROUP_ID = 10015;

  /** The group id is used, and the cloud does not know the group for ours. */
  static final int USED = 10021;

  /** The group id is used, and the group is ours. */
  static final int USED_BY_US = 10025;

  static final int SIGNATURE_EXPIRED = 70001;

  private static final Set<Integer> TOO_OFTEN = Set.of(10023, 60018, 60019, 70050);
  private static final Set<Integer> PASSING = Set.of(SERVER_FAILED, 60008, 70169, 70500);

  /** From here on the numbers are about signatures, accounts and the application. */
  private static final int FIRST_ABOUT_ACCOUNTS = 60_000;

  private static final Pattern CODE = Pattern.compile("[0-9]{1,9}");

  static ImAnswer of(String command, JsonObject answer) {
    if (!CODE.matcher(String.valueOf(answer.get("ErrorCode"))).matches()) {
      return none(command + ": the answer has no ErrorCode");
    }
    int code = answer.getInt("ErrorCode");
    return new ImAnswer(code, command + ": ErrorCode " + code, answer);
  }

  static ImAnswer none(String reason) {
    return new ImAnswer(NO_ANSWER, reason, JsonValue.EMPTY_JSON_OBJECT);
  }

  boolean ok() {
    return code == OK;
  }

  /**
   * Whether an answer to {@code get_group_info} about one group says that it is ours: owned by our
   * administrator, or by nobody and with our mark.
   */
  boolean showsOurs(UserId administrator) {
    if (!ok() || !(body.get("GroupInfo") instanceof JsonArray groups) || groups.size() != 1) {
      return false;
    }
    JsonObject group = groups.get(0) instanceof JsonObject one ? one : JsonValue.EMPTY_JSON_OBJECT;
    boolean known = group.getInt("ErrorCode", OK) == OK;
    String owner = group.getString("Owner_Account", "");
    boolean marked = ImBodies.MARK.equals(group.getString("Introduction", ""));
    return known && (owner.isEmpty() ? marked : owner.equals(administrator.value()));
  }

  boolean answered() {
    return code != NO_ANSWER;
  }

  boolean is(int expected) {
    return code == expected;
  }

  /** Whether the cloud had a passing trouble of its own; it may have done its work. */
  boolean passing() {
    return PASSING.contains(code);
  }

  /** Whether our account or our permission was refused: another setting may help. */
  boolean refusesSettings() {
    boolean aboutUs = is(NOT_PERMITTED) || code >= FIRST_ABOUT_ACCOUNTS;
    return aboutUs && !worthRetrying();
  }

  /** Whether another attempt, later, may end differently. */
  boolean worthRetrying() {
    return !answered() || passing() || TOO_OFTEN.contains(code) || is(SIGNATURE_EXPIRED);
  }
}
