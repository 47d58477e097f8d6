package org.rtcroom.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** What production needs to start, on PostgreSQL with three roles and with secrets in files. */
final class ProductionSettings {

  static final long SDK_APP_ID = 1_400_000_123L;
  static final String SECRET_KEY = "0f".repeat(32);
  static final String ADMIN_KEY = "bootstrap-" + "7c".repeat(20);
  static final String PUSH_KEY = "3c".repeat(16);
  static final String PLAY_KEY = "4d".repeat(16);

  private ProductionSettings() {}

  /** All of them; the secrets are put into that folder. */
  static Map<String, String> of(PostgresDatabase database, Path folder) throws Exception {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("roomservice.mode", "production");
    settings.put("roomservice.http.trusted-proxies", "127.0.0.1");
    settings.put("roomservice.im.sdk-app-id", "" + SDK_APP_ID);
    settings.put("roomservice.im.account-type", "36862");
    settings.put("roomservice.im.administrator", "administrator");
    settings.put("roomservice.im.group-owner", "client");
    settings.put("roomservice.im.enabled", "false");
    settings.put("roomservice.live.biz-id", "1000");
    settings.put("roomservice.live.push-host", "push.example.com");
    settings.put("roomservice.live.play-host", "play.example.com");
    settings.put("roomservice.audit.witness", "none");
    for (String family : new String[] {"double", "multi", "live"}) {
      settings.put("roomservice.rooms." + family + "-room.admission", "open");
    }
    settings.put("roomservice.im.secret-key-file", secret(folder, "im", SECRET_KEY));
    settings.put("roomservice.identity.token-key-file", secret(folder, "token", "1a".repeat(32)));
    settings.put("roomservice.api.key-pepper-file", secret(folder, "pepper", "2b".repeat(32)));
    settings.put("roomservice.api.bootstrap-admin-key-file", secret(folder, "admin", ADMIN_KEY));
    settings.put("roomservice.live.push-key-file", secret(folder, "push", PUSH_KEY));
    settings.put("roomservice.live.play-key-file", secret(folder, "play", PLAY_KEY));
    settings.put("roomservice.stream.name-key-file", secret(folder, "name", "5e".repeat(32)));
    settings.put(
        "roomservice.audit.checkpoint-key-file", secret(folder, "checkpoint", checkpointKey()));
    return settings;
  }

  /** A file that only its owner can read. */
  private static String secret(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text + "\n");
    if (!text.contains("\n")) {
      IssuedSecrets.note(text);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    return file.toString();
  }

  static String checkpointKey() throws Exception {
    byte[] key =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    String text = Base64.getEncoder().encodeToString(key);
    return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----";
  }
}
