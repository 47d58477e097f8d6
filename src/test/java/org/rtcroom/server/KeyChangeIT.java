package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.weapp.Wire;

/** The key of tokens is changed, and nobody is thrown out before the operator wants it. */
class KeyChangeIT {

  private static final String KEY = "roomservice.identity.token-key-file";
  private static final String PREVIOUS = "roomservice.identity.token-key-previous-file";

  @TempDir Path folder;

  @Test
  void tokensOfTheOldKeyHoldWhileItIsNamedAndNoLonger() throws Exception {
    Path home = folder.resolve("key-change");
    String before = key("before", "a1");
    String after = key("after", "b2");
    String anns;
    String bobs;

    try (ServerProcess server = start(home, Map.of(KEY, before))) {
      anns = login(server, "ann");
      assertThat(code(server, "ann", anns)).isZero();
    }
    try (ServerProcess server = start(home, Map.of(KEY, after, PREVIOUS, before))) {
      assertThat(code(server, "ann", anns)).isZero();
      bobs = login(server, "bob");
      assertThat(code(server, "bob", bobs)).isZero();
      assertThat(keyId(bobs)).matches("[0-9a-f]{8}").isNotEqualTo(keyId(anns));
      assertThat(Files.readString(server.log()))
          .contains("[TokenKey[%s], TokenKey[%s]]".formatted(keyId(bobs), keyId(anns)));
    }
    try (ServerProcess server = start(home, Map.of(KEY, after))) {
      assertThat(code(server, "ann", anns)).isEqualTo(7);
      assertThat(code(server, "bob", bobs)).isZero();
      assertThat(code(server, "ann", login(server, "ann"))).isZero();
    }
  }

  /** In Turkey, where the small letter of I is another one. */
  private static ServerProcess start(Path home, Map<String, String> keys) {
    Map<String, String> settings = new HashMap<>(keys);
    settings.put("user.language", "tr");
    settings.put("user.country", "TR");
    return ServerProcess.start(home, settings);
  }

  private String key(String name, String twoDigits) throws IOException {
    String key = IssuedSecrets.note(twoDigits.repeat(32));
    return Files.writeString(folder.resolve(name), key).toString();
  }

  private static String login(ServerProcess server, String user) {
    Wire wire = new Wire(server.base());
    String ticket = wire.get("utils/get_login_info?userID=" + user).json().getString("userSig");
    String query = "?sdkAppID=1400000000&userID=" + user + "&userSig=" + IssuedSecrets.note(ticket);
    return IssuedSecrets.note(wire.post("double_room/login" + query, "").json().getString("token"));
  }

  private static int code(ServerProcess server, String user, String token) {
    String query = "?userID=" + user + "&token=" + token;
    return new Wire(server.base()).post("double_room/get_room_list" + query, "{}").code();
  }

  private static String keyId(String token) {
    byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
    String json = new String(header, StandardCharsets.UTF_8);
    return json.replaceAll(".*\"kid\":\"([^\"]*)\".*", "$1");
  }
}
