package org.rtcroom.weapp;

import java.util.Locale;
import org.rtcroom.room.Problem;

/**
 * The catalogue of problems that clients can be told: the number that installed clients know, and a
 * text for the person in front of them. {@code {0}} stands for the name of the field.
 */
enum WireProblem {
  MALFORMED(
      400, 2, "请求内容不是有效的 JSON，请检查后重试", "The request is not valid JSON. Correct it and try again."),
  PLAIN_HTTP(
      403,
      403,
      "此服务只接受 HTTPS 访问，请将服务地址改为以 https:// 开头",
      "This service is reached by HTTPS only. Use an address that begins with https://."),
  NOT_FOUND(404, 2, "请求的接口不存在，请检查服务地址", "There is no such operation. Check the server address."),
  WRONG_METHOD(405, 2, "请求方法不正确，请使用 POST", "Wrong HTTP method. Use POST."),
  TOO_SLOW(
      408, 2, "请求内容发送过慢，请检查网络后重试", "The request came too slowly. Check the network and try again."),
  TOO_LARGE(413, 2, "请求内容过大，最多 64 KB", "The request is too large: at most 64 KB."),
  UNSUPPORTED(
      415,
      2,
      "不支持的内容类型，请使用 UTF-8 编码、未压缩的 JSON",
      "Unsupported content. Send JSON in UTF-8, uncompressed."),
  FIELD_MISSING(200, 2, "缺少参数 {0}，请补充后重试", "{0} is missing. Add it and try again."),
  WRONG_TYPE(200, 2, "参数 {0} 的类型或取值不正确", "{0} has the wrong type or value."),
  FIELD_REFUSED(
      200,
      2,
      "自定义字段无法修改：字段过多、不是计数器或数值溢出",
      "The custom field cannot be changed: too many fields, not a counter, or out of range."),
  PUSH_URL_REFUSED(
      200,
      2,
      "推流地址无效，请重新获取推流地址",
      "The push URL was not issued for you and this room. Get a new one."),
  REQUEST_ID_REUSED(
      200,
      2,
      "X-Request-Id 已用于另一个请求，请换一个",
      "This X-Request-Id was used for another request. Use a new one."),
  LOGIN_INCOMPLETE(
      200, 4, "登录参数缺失，请提供 sdkAppID、userID 和 userSig", "Login needs sdkAppID, userID and userSig."),
  LOGIN_UNREADABLE(200, 4, "userSig 无法解析，请重新获取", "The userSig cannot be decoded. Get a new one."),
  NO_SUCH_ROOM_TO_SEE(200, 1, "房间不存在，可能已经关闭", "The room does not exist. It may have been closed."),
  NO_SUCH_ROOM(200, 3, "房间不存在，可能已经关闭", "The room does not exist. It may have been closed."),
  NOT_THE_CREATOR(200, 3, "只有房间创建者可以关闭房间", "Only the room's creator can close it."),
  CREATOR_ABSENT(
      200, 3, "房间创建者尚未进入，请稍后再试", "The room's creator has not entered yet. Try again later."),
  NOT_A_MEMBER(200, 5, "您不在该房间中，请重新进入", "You are not in this room. Enter it again."),
  GROUP_FAILED(
      200, 6, "房间的聊天群创建失败，请稍后再试", "The room's chat group was not created. Try again later."),
  NOT_AUTHENTICATED(200, 7, "身份验证失败，请重新登录", "Authentication failed. Log in again."),
  NOT_ALLOWED(200, 7, "没有权限执行此操作", "You are not allowed to do this."),
  LIVE_UNREACHABLE(
      200, 8, "直播平台暂时无法访问，请稍后再试", "The live platform cannot be reached. Try again later."),
  MIX_UNREADABLE(200, 10, "mergeParams 不是有效的 JSON", "mergeParams is not valid JSON."),
  ROOM_INFO_TOO_LONG(200, 11, "{0} 过长，最多 1024 字节", "{0} is too long: at most 1024 bytes."),
  ROOM_ID_IN_USE(200, 11, "房间号已被使用，请换一个", "This room id is in use. Choose another one."),
  ILLEGAL_ID(
      200,
      12,
      "标识符的字符或长度不符合要求",
      "An identifier is too long or has characters that are not accepted."),
  TEXT_REFUSED(
      200, 12, "参数 {0} 过长或包含无效字符", "{0} is too long or has characters that cannot be stored."),
  ROOM_FULL(200, 5001, "房间人数已满", "The room is full."),
  AUDIENCE_FULL(
      200, 5001, "观众列表已满，您可以继续观看", "The audience list is full. You can watch all the same."),
  TOO_MANY_REQUESTS(429, 429, "请求过于频繁，请稍后再试", "Too many requests. Try again later."),
  FAILED(500, 500, "服务内部错误，请联系管理员", "The service failed. Tell its operator."),
  TRY_AGAIN(503, 503, "服务繁忙，请稍后再试", "The service is busy. Try again."),
  DEMO_ONLY_NEARBY(
      503,
      503,
      "演示模式只接受本机和内网访问，请使用 localhost 或 IP 地址",
      "Demo mode serves this machine and private networks only. Call it localhost or by its address.");

  private final int status;
  private final int code;
  private final String chinese;
  private final String english;

  WireProblem(int status, int code, String chinese, String english) {
    this.status = status;
    this.code = code;
    this.chinese = chinese;
    this.english = english;
  }

  /** The problem of the wire for one of the domain; each has the same name here. */
  static WireProblem of(Problem problem) {
    return valueOf(problem.name());
  }

  /** The HTTP status; 200 for all problems that installed clients look up in {@code code}. */
  int status() {
    return status;
  }

  int code() {
    return code;
  }

  String message(Locale language, String field) {
    String text = language.equals(Locale.ENGLISH) ? english : chinese;
    return text.replace("{0}", field);
  }
}
