package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.Keys;
import org.rtcroom.identity.NoRevocations;
import org.rtcroom.identity.UserSigs;
import org.rtcroom.kernel.UserId;
import org.rtcroom.server.Site;
import org.rtcroom.settings.Settings;

/** Tickets and tokens that prove nothing. */
public abstract class BadCredentials {

  private static final UserId ANN = UserId.of("cred_ann");

  /** The server that is called. */
  protected abstract Site site();

  private URI base = URI.create("http://unset/");
  private Wire wire = new Wire(base);
  private int sdkAppId;

  @BeforeEach
  void locate() {
    base = site().base();
    wire = new Wire(base);
    sdkAppId = wire.get("utils/get_login_info?userID=" + ANN).json().getInt("sdkAppID");
  }

  private JsonObject login(String userId, String userSig) {
    return login("sdkAppID=" + sdkAppId + "&userID=" + userId + "&userSig=" + userSig);
  }

  private JsonObject login(String query) {
    return wire.send("POST", "double_room/login?" + query, new byte[0], Map.of()).json();
  }

  private static void code(int code, JsonObject answer) {
    assertThat(answer.getInt("code")).as("%s", answer).isEqualTo(code);
    assertThat(answer).doesNotContainKey("token");
  }

  /** A ticket as an application with those keys would have made it at that time. */
  private static String ticket(Path home, Instant at, Duration validity) {
    Settings settings = Settings.of(Map.of("roomservice.home", home.toString()));
    IdentitySettings identity = new IdentitySettings(settings);
    Clock clock = Clock.fixed(at, ZoneOffset.UTC);
    return new UserSigs(identity, new Keys(settings), NoRevocations.at(identity, clock), clock)
        .issue(ANN, validity);
  }

  private String good() {
    return wire.get("utils/get_login_info?userID=" + ANN).json().getString("userSig");
  }

  @Test
  void aGoodTicketIsTaken() {
    assertThat(login(ANN.value(), good()).getInt("code")).isZero();
    String ours = ticket(site().home(), Clock.systemUTC().instant(), Duration.ofHours(1));
    assertThat(login(ANN.value(), ours).getInt("code")).isZero();
  }

  @Test
  void expiredAndForeignTicketsAndThoseOfOthersAreRefused(@TempDir Path elsewhere) {
    Instant now = Clock.systemUTC().instant();
    Instant longAgo = now.minus(Duration.ofDays(2));

    code(7, login(ANN.value(), ticket(site().home(), longAgo, Duration.ofHours(1))));
    code(7, login(ANN.value(), ticket(elsewhere, now, Duration.ofHours(1))));
    code(7, login("cred_bob", good()));
    code(7, login("sdkAppID=1400000001&userID=" + ANN + "&userSig=" + good()));
  }

  @Test
  void aTicketForARoomIsNoTicketForAUser() {
    String body = "{\"userID\":\"cred_web\",\"roomInfo\":\"x\"}";
    JsonObject room = wire.post("webrtc_room/create_room", body).json();

    code(7, login("cred_web", room.getString("privateMapKey")));
    String quit = "{\"userID\":\"cred_web\",\"roomID\":\"" + room.getString("roomID") + "\"}";
    assertThat(wire.post("webrtc_room/quit_room", quit).code()).isZero();
  }

  @Test
  void aChangedTicketIsRefused() {
    String good = good();
    for (int at = 0; at < good.length(); at += 17) {
      char other = good.charAt(at) == 'A' ? 'B' : 'A';
      String changed = good.substring(0, at) + other + good.substring(at + 1);
      assertThat(login(ANN.value(), changed).getInt("code")).as("changed at %d", at).isIn(4, 7);
    }
    assertThat(login(ANN.value(), good + "A").getInt("code")).isIn(4, 7);
    assertThat(login(ANN.value(), good.substring(1)).getInt("code")).isIn(4, 7);
  }

  @Test
  void aTicketThatInflatesWithoutEndIsRefused() {
    assertThat(
            login(ANN.value(), packed("{\"a\":\"" + "x".repeat(3_000_000) + "\"}")).getInt("code"))
        .isIn(4, 7);
    assertThat(login(ANN.value(), packed("[".repeat(5_000))).getInt("code")).isIn(4, 7);
    assertThat(login(ANN.value(), packed("")).getInt("code")).isIn(4, 7);
  }

  private static String packed(String content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(Wire.bytes(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder()
        .encodeToString(bytes.toByteArray())
        .replace('+', '*')
        .replace('/', '-')
        .replace('=', '_');
  }

  @Test
  void anIncompleteLoginIsCode4AndAnIllegalIdCode12() {
    for (String query :
        List.of(
            "",
            "userID=" + ANN,
            "userID=" + ANN + "&userSig=x",
            "sdkAppID=" + sdkAppId + "&userSig=x",
            "sdkAppID=" + sdkAppId + "&userID=" + ANN,
            "sdkAppID=" + sdkAppId + "&userID=" + ANN + "&userSig=",
            "sdkAppID=" + sdkAppId + "&userID=" + ANN + "&userSig=!!")) {
      code(4, login(query));
    }
    code(12, login("sdkAppID=" + sdkAppId + "&userID=a%20b&userSig=x"));
    code(7, login("sdkAppID=1&sdkAppID=1&userID=" + ANN + "&userSig=" + good()));
  }

  @Test
  void badTokensAreRefused() {
    ClientSession ann = ClientSession.login(base, "double_room", "cred_token");
    ClientSession bob = ClientSession.login(base, "double_room", "cred_other");
    String token = ann.token();
    String user = "userID=cred_token&token=";

    for (String query :
        List.of(
            "",
            "userID=cred_token",
            "token=",
            user + "x",
            user + token + "x",
            user + token.substring(1),
            user + token.substring(0, token.length() - 1),
            user + token.replace('.', '-'),
            user + bob.token(),
            "userID=cred_other&token=" + token,
            user + token + "&token=" + token,
            user + token + "&userID=cred_token",
            user + "eyJhbGciOiJub25lIn0.eyJzdWIiOiJjcmVkX3Rva2VuIn0.")) {
      code(7, wire.post("double_room/get_room_list?" + query, "{}").json());
    }
    for (int at = 0; at < token.length(); at += 11) {
      char other = token.charAt(at) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, at) + other + token.substring(at + 1);
      code(7, wire.post("double_room/get_room_list?" + user + changed, "{}").json());
    }
    code(7, with(user + token, "Bearer " + bob.token()));
    code(7, with("", "Bearer x"));
    code(7, with("", "Basic " + token));
    assertThat(ann.rooms(0, 1).getInt("code")).isZero();
  }

  private JsonObject with(String query, String authorization) {
    Map<String, String> header = Map.of("Authorization", authorization);
    String path = "double_room/get_room_list?" + query;
    return wire.send("POST", path, Wire.bytes("{}"), header).json();
  }

  @Test
  void bodiesThatNameOthersAreRefused() {
    ClientSession ann = ClientSession.login(base, "live_room", "cred_body");
    Map<String, Object> body = Map.of("userID", "cred_somebody", "roomID", "cred_room");

    for (String operation :
        List.of("get_push_url", "destroy_room", "delete_pusher", "pusher_heartbeat")) {
      code(7, ann.callAlone(operation, body));
    }
    code(2, ann.callAlone("destroy_room", Map.of("userID", "", "roomID", "cred_room")));
    code(12, ann.callAlone("destroy_room", Map.of("userID", "a b", "roomID", "cred_room")));
  }
}
