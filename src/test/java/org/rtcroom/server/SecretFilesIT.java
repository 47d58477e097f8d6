package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tencentyun.TLSSigAPIv2;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets as operators save, mount and export them: production starts with the keys that were
 * meant, or does not start and names each file that will not do.
 */
class SecretFilesIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String CHECKPOINT_KEY = "roomservice.audit.checkpoint-key-file";

  @TempDir Path folder;

  /** A file with exactly these bytes before its text. */
  private Path file(String name, String mark, String text, String charset, String permissions)
      throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, HexFormat.of().parseHex(mark));
    Files.write(file, text.getBytes(Charset.forName(charset)), StandardOpenOption.APPEND);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  /** As Kubernetes mounts a secret: a link through a folder that is a link. */
  private Path mounted(String name, String text, String permissions) throws IOException {
    Path volume = Files.createDirectories(folder.resolve(name + "-volume"));
    Path version = Files.createDirectory(volume.resolve("..2026_11_30_08_00_00.1"));
    Files.move(file("unmounted", "", text, "UTF-8", permissions), version.resolve(name));
    Files.createSymbolicLink(volume.resolve("..data"), version.getFileName());
    return Files.createSymbolicLink(volume.resolve(name), Path.of("..data", name));
  }

  @Test
  void productionStartsWithTheKeysThatWereMeant() throws Exception {
    try (PostgresProcess postgres = PostgresProcess.start(folder.resolve("postgres"))) {
      PostgresDatabase database = PostgresDatabase.create(postgres, "secret_files");
      Map<String, String> settings = ProductionSettings.of(database, folder);
      String token = Files.readString(folder.resolve("token")).strip();
      String name = Files.readString(folder.resolve("name")).strip();
      String im = ProductionSettings.SECRET_KEY + "\r\n";
      settings.put(
          "roomservice.im.secret-key-file",
          file("im-utf16", "FFFE", im, "UTF-16LE", "rw-------").toString());
      settings.put(
          "roomservice.identity.token-key-file",
          file("token-marked", "EFBBBF", token, "UTF-8", "r--------").toString());
      settings.put(
          "roomservice.stream.name-key-file",
          file("name-utf16", "FEFF", name, "UTF-16BE", "r--------").toString());
      settings.put(
          "roomservice.live.push-key-file",
          mounted("push-key", ProductionSettings.PUSH_KEY + "\n", "r--------").toString());
      settings.put(
          "roomservice.live.play-key-file",
          Files.createSymbolicLink(folder.resolve("play-link"), folder.resolve("play")).toString());
      String checkpointKey = ProductionSettings.checkpointKey().replace("\n", "\r\n");
      settings.put(
          CHECKPOINT_KEY,
          file("checkpoint-marked", "EFBBBF", checkpointKey, "UTF-8", "r--------").toString());

      try (ServerProcess server =
          ServerProcess.startWith(folder.resolve("secret-files"), settings, pairOnOneLine())) {
        JsonObject address = address(server);
        requireSigned(address.getString("pushURL"), ProductionSettings.PUSH_KEY);
        requireSigned(address.getString("accelerateURL"), ProductionSettings.PLAY_KEY);
        assertThat(Files.readString(server.log()))
            .doesNotContain(token, name, ProductionSettings.PUSH_KEY, "PRIVATE KEY");
      }
    }
  }

  /** As tools put a PEM text into the environment: line breaks are written as two letters. */
  private static Map<String, String> pairOnOneLine() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    return Map.of(
        "ROOMSERVICE_IM_PRIVATE_KEY", onOneLine("PRIVATE KEY", pair.getPrivate()),
        "ROOMSERVICE_IM_PUBLIC_KEY", onOneLine("PUBLIC KEY", pair.getPublic()));
  }

  private static String onOneLine(String type, Key key) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(type, text)
        .replace("\n", "\\n");
  }

  /** Of a user whose ticket the back end signed with the key it knows. */
  private static JsonObject address(ServerProcess server) throws Exception {
    String ticket =
        new TLSSigAPIv2(ProductionSettings.SDK_APP_ID, ProductionSettings.SECRET_KEY)
            .genUserSig("ann", 3600);
    String login =
        "login?sdkAppID=%d&userID=ann&userSig=%s"
            .formatted(ProductionSettings.SDK_APP_ID, IssuedSecrets.note(ticket));
    String token = IssuedSecrets.note(post(server, login).getString("token"));
    return post(server, "get_push_url?userID=ann&token=" + token);
  }

  private static JsonObject post(ServerProcess server, String operation) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.base().resolve("weapp/double_room/" + operation))
            .header("X-Forwarded-Proto", "https")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    String answer = HTTP.send(request, BodyHandlers.ofString()).body();
    try (JsonReader reader = Json.createReader(new StringReader(answer))) {
      return reader.readObject();
    }
  }

  private static void requireSigned(String address, String key) throws Exception {
    String stream = address.substring(address.lastIndexOf("/live/") + 6, address.indexOf('?'));
    String txTime = address.substring(address.lastIndexOf('=') + 1);
    byte[] digest =
        MessageDigest.getInstance("MD5")
            .digest((key + stream + txTime).getBytes(StandardCharsets.UTF_8));
    assertThat(address).contains("&txSecret=" + HexFormat.of().formatHex(digest) + "&");
  }

  @Test
  void productionNamesEveryFileThatWillNotDo() throws Exception {
    String secret = "6f".repeat(32);
    Path ofAnother = file("name-of-another", "", secret, "UTF-8", "r--------");
    boolean root = Integer.valueOf(0).equals(Files.getAttribute(ofAnother, "unix:uid"));
    if (root) {
      Files.setAttribute(ofAnother, "unix:uid", 12_345);
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("roomservice.mode", "production");
    settings.put(
        "roomservice.live.push-key-file",
        file("push-open", "", secret, "UTF-8", "r--r--r--").toString());
    settings.put(
        "roomservice.live.play-key-file", mounted("play-key", secret, "r--r-----").toString());
    settings.put(
        "roomservice.identity.token-key-file",
        file("token-unmarked", "", secret, "UTF-16LE", "r--------").toString());
    settings.put(
        "roomservice.im.secret-key-file",
        file("im-two-lines", "", secret + "\n" + secret, "UTF-8", "r--------").toString());
    settings.put("roomservice.stream.name-key-file", ofAnother.toString());
    settings.put(CHECKPOINT_KEY, folder.resolve("not-there").toString());
    Path home = folder.resolve("refused-secret-files");

    assertThatThrownBy(
            () ->
                ServerProcess.startWith(
                    home, settings, Map.of("ROOMSERVICE_API_KEY_PEPPER", secret + "\\n")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("(?s)not ready, ended with status [1-9].*");

    Path log = Path.of(System.getProperty("it.home"), "logs", home.getFileName() + ".log");
    Until.within(20, () -> last(log).startsWith("run.sh: not started: roomservice."));
    assertThat(last(log))
        .contains("roomservice.live.push-key-file is '" + folder.resolve("push-open") + "'")
        .contains("roomservice.live.play-key-file is '")
        .contains("roomservice.identity.token-key-file is '")
        .contains("roomservice.im.secret-key-file is '")
        .contains(CHECKPOINT_KEY + " is '")
        .contains("roomservice.api.key-pepper (not shown)");
    assertThat(last(log).contains("roomservice.stream.name-key-file is '")).isEqualTo(root);
    assertThat(Files.readString(log)).doesNotContain(secret);
  }

  private static String last(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.get(lines.size() - 1);
  }
}
