package org.rtcroom.purge;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.checkpoint.CheckpointKeys;
import org.rtcroom.checkpoint.Domain;
import org.rtcroom.checkpoint.SigningKey;
import org.rtcroom.server.ServerProcess;
import org.rtcroom.server.ShippedWar;
import org.rtcroom.settings.Settings;
import org.rtcroom.verifier.Finding;
import org.rtcroom.verifier.Report;

/**
 * Records of ten days ago are purged under a rule of seven days, and what is left verifies, inside
 * and outside. A purge that has no right is refused, and found out if somebody does it by hand.
 */
class PurgeIT {

  private static final int ROOMS = 12;
  private static final Map<String, String> RULES =
      Map.of(
          "roomservice.retention.standard", "7d",
          "roomservice.retention.access-log", "7d",
          "roomservice.retention.classes", "long",
          "roomservice.retention.long", "1825d",
          "roomservice.ops.clock-tolerance", "3650d");

  @TempDir Path folder;

  private Path home;
  private Path war;
  private Office office;
  private final List<String> due = new ArrayList<>();
  private String held = "";
  private String kept = "";
  private String spoilt = "";

  /** Three days of ten days ago. */
  @BeforeEach
  void recordsAreOld() throws Exception {
    home = folder.resolve("purge");
    war = ShippedWar.with(FileClock.class, folder);
    office = new Office(home);
    FileClock.set(home, Duration.ofDays(-10));
    try (ServerProcess server = ServerProcess.start(home, RULES, war)) {
      office.at(server.base());
      for (int i = 0; i < ROOMS; i++) {
        due.add(office.meeting("due" + i));
      }
      held = office.meeting("held");
      office.change("PUT", "sessions/" + held + "/hold", Map.of("reason", "dispute"));
      kept = office.meeting("kept");
      office.change(
          "PUT",
          "sessions/" + kept + "/retention",
          Map.of("class", "long", "base", "2026-01-01T00:00:00Z"));
      spoilt = office.meeting("spoilt");
      office.awaitCheckpoint();
      FileClock.set(home, Duration.ofDays(-9));
      office.login("eve");
      FileClock.set(home, Duration.ofDays(-8));
      office.login("eve");
      office.awaitCheckpoint();

      PurgeProcess.Said said = PurgeProcess.run(home);
      assertThat(said.code()).isEqualTo(Purge.UNUSABLE);
      assertThat(said.text()).contains("the service is running on this H2 file");
    }
    FileClock.set(home, Duration.ZERO);
  }

  @Test
  void whatIsDueGoesByRightAndTheRestVerifies() throws Exception {
    Tables tables = new Tables(home);
    assertPurgedInWholeChains(tables);
    int gone = tables.purged().size();
    try (ServerProcess server = ServerProcess.start(home, RULES, war)) {
      office.at(server.base());
      assertVerifies(gone);
    }
    tables.purge(held, this::tombstone);
    try (ServerProcess server = ServerProcess.start(home, RULES, war)) {
      office.at(server.base());
      assertFoundOut();
    }
  }

  private void assertPurgedInWholeChains(Tables tables) throws Exception {
    tables.change("update session_line set kind = 'BARRED' where seq = 1 and chain = ?", spoilt);
    PurgeProcess.Said dry = PurgeProcess.run(home, "--dry-run");
    assertThat(dry.code()).as(dry.text()).isEqualTo(Purge.BROKEN);
    assertThat(dry.text())
        .contains(due)
        .contains("kept: double_room " + held + ": a hold is open")
        .contains("KEPT, IT DOES NOT VERIFY: double_room " + spoilt)
        .contains("would purge: access log")
        .contains("it holds a line ")
        .doesNotContain(kept);
    assertThat(tables.purged()).isEmpty();
    tables.change("update session_line set kind = 'JOINED' where seq = 1 and chain = ?", spoilt);

    PurgeProcess.killedAfterTheFirst(home);
    List<String> halfway = tables.purged();
    assertThat(halfway).isNotEmpty();
    assertThat(tables.whole(due, halfway)).isTrue();

    PurgeProcess.Said said = PurgeProcess.run(home);
    assertThat(said.code()).as(said.text()).isEqualTo(Purge.DONE);
    assertThat(tables.purged()).containsAll(due).contains(spoilt).doesNotContain(held, kept);
    assertThat(tables.rowsOf(due)).isZero();
    assertThat(PurgeProcess.run(home).text()).contains("purged 0 chains");
  }

  private void assertVerifies(int gone) throws Exception {
    assertThat(office.status("sessions/" + due.get(0))).isEqualTo(404);
    assertThat(office.status("sessions/" + held + "/events")).isEqualTo(200);
    office.meeting("due1");
    office.change("POST", "sessions/" + held + "/statements", statement());
    assertThat(office.kinds("RETENTION_RULE")).as("each rule, at the first start").isEqualTo(3);
    assertThat(office.kinds("CUT")).isEqualTo(office.kinds("CONTINUED")).isPositive();
    assertErased("eve");
    office.awaitCheckpoint();

    Report report = office.verifiedExport();
    assertThat(report.ok()).as("%s", report.findings()).isTrue();
    assertThat(report.counts().purged()).isEqualTo(gone);
    assertThat(report.counts().erased()).isPositive();
    JsonObject job = office.change("POST", "audit/verifications?wait=60", Map.of());
    assertThat(job.getString("state")).as("%s", job).isEqualTo("done");
    assertThat(job.getBoolean("ok")).as("%s", job).isTrue();
  }

  /** What somebody purged by hand who has the key and the database, and no right. */
  private void assertFoundOut() throws Exception {
    assertThat(office.verifiedExport().findings())
        .anyMatch(
            found ->
                found.kind() == Finding.Kind.TOMBSTONE_WITHOUT_RIGHT
                    && found.place().contains(held)
                    && found.text().contains("hold"));
  }

  /** Whoever logged in on an earlier day can be erased from the access log. */
  private void assertErased(String user) throws Exception {
    assertThat(office.get("access-log?kind=LOGGED_IN&limit=500").body()).contains(user);
    Map<String, String> grounds =
        Map.of("userID", user, "reason", "consent withdrawn", "legalBasis", "PIPL art. 47");
    assertThat(office.change("POST", "access-log/erasures", grounds).getInt("lines")).isPositive();
    assertThat(office.get("access-log?kind=LOGGED_IN&limit=500").body())
        .doesNotContain('"' + user + '"')
        .contains("\"erased\":true");
    assertThat(office.get("access-log?kind=ERASED").body()).contains("consent withdrawn");
  }

  /** As somebody would sign it who has the key and no right. */
  private Tables.Tombstone tombstone(long lastSeq, byte[] lastHash, Tables.Rule rule) {
    Map<String, Object> body = new HashMap<>();
    body.put("at", System.currentTimeMillis());
    body.put("chain", held);
    body.put("lastSeq", lastSeq);
    body.put("lastHash", HexFormat.of().formatHex(lastHash));
    body.put("period", Duration.ofDays(7).toMillis());
    body.put("retention", "standard");
    body.put("rule", Map.of("chain", rule.chain(), "seq", rule.seq()));
    byte[] bytes = CanonicalJson.bytes(body);
    SigningKey key =
        CheckpointKeys.read(Settings.of(Map.of("roomservice.home", home.toString()))).current();
    return new Tables.Tombstone(bytes, key.sign(Domain.TOMBSTONE, bytes), key.id());
  }

  private static Map<String, String> statement() {
    return Map.of("type", "decision", "occurredAt", "2026-01-31T12:00:00Z");
  }
}
