package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.verifier.Finding;
import org.rtcroom.verifier.Report;

/**
 * One history in which everything happens that lawfully happens to a service in its years: it is
 * killed under load, its roles and its key change, ten names of nodes come and go, a backup is put
 * back, users are erased and records purged. Ten days pass in it, and it verifies.
 */
class LongHistoryIT {

  private static final String STANDARD = "roomservice.retention.standard";
  private static final Pattern ACKNOWLEDGEMENT =
      Pattern.compile(Installation.ACKNOWLEDGE + "=(\\d+)");
  private static final String LAST_POD = "pod-9";
  private static final int PODS = 10;
  private static final int CROWD = 4;
  private static final int VISITS = 200;

  private final Path folder;
  private final List<String> due = new ArrayList<>();
  private Installation here;
  private Optional<FourPersons> appointed = Optional.empty();
  private String held = "";
  private String kept = "";

  LongHistoryIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void tenDaysAgo() throws Exception {
    Map<String, String> rules =
        Map.of(
            STANDARD,
            "8d",
            "roomservice.retention.access-log",
            "7d",
            "roomservice.retention.classes",
            "long",
            "roomservice.retention.long",
            "1825d",
            "roomservice.rooms.double-room.heartbeat-timeout",
            "5s",
            "roomservice.ops.clock-tolerance",
            "3650d");
    here = new Installation(folder, rules);
    here.setClock(Duration.ofDays(-10));
  }

  @AfterEach
  void stop() {
    here.close();
  }

  @Test
  void whateverLawfullyHappensVerifies() throws Exception {
    recordAndBeKilled();
    changeRolesKeyAndRule();
    here.startAndStop(IntStream.range(1, PODS - 2).mapToObj(i -> "pod-" + i).toList());
    Lost lost = putBackupBack();
    here.settings.put(Installation.ACKNOWLEDGE, "" + lost.behind());
    try (ServerProcess server = here.start(LAST_POD)) {
      assertStaysEnded(lost);
      here.awaitCheckpoint();
    }
    here.settings.remove(Installation.ACKNOWLEDGE);
    here.setClock(Duration.ZERO);
    here.silenceAllBut(LAST_POD);
    try (ServerProcess server = here.start(LAST_POD)) {
      awaitDeadLogsEnded();
      purge(lost);
      eraseAndLift();
      here.awaitCheckpoint();
      assertVerifies(lost);
    }
  }

  private FourPersons persons() {
    return appointed.orElseThrow().at(here.base());
  }

  private void recordAndBeKilled() throws Exception {
    try (ServerProcess server = here.start("pod-0")) {
      appointed = Optional.of(FourPersons.appointedBy(here.demo()));
      due.add(here.meeting("due"));
      held = here.meeting("held");
      persons().auditor().call("PUT", hold(), fields("reason", "dispute"));
      kept = here.meeting("kept");
      persons()
          .auditor()
          .call(
              "PUT",
              "sessions/" + kept + "/retention",
              fields("class", "long", "base", "2026-01-01T00:00:00Z"));
      killUnderLoad(server);
    }
  }

  private void killUnderLoad(ServerProcess server) throws Exception {
    AtomicInteger visits = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(CROWD);
    List<Future<?>> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      DemoClient client = here.login("crowd" + i);
      crowd.add(threads.submit(() -> comeAndGo(client, visits)));
    }
    Until.within(60, () -> visits.get() >= VISITS);
    server.kill9();
    for (Future<?> one : crowd) {
      one.get();
    }
    threads.shutdown();
  }

  private static void comeAndGo(DemoClient client, AtomicInteger visits) {
    try {
      for (int i = 0; ; i++) {
        String room = client.userId() + "-" + i;
        assertThat(client.addPusher(room).getInt("code")).isZero();
        client.call("delete_pusher", room);
        visits.incrementAndGet();
      }
    } catch (DemoClient.NoAnswer e) {
      return;
    }
  }

  private void changeRolesKeyAndRule() throws Exception {
    here.changeRoles();
    here.changeKey();
    here.settings.put(STANDARD, "7d");
    try (ServerProcess server = here.start("pod-0")) {
      due.add(here.meeting("after-the-kill"));
      here.demo().requireVerified();
      here.awaitCheckpoint();
    }
    here.forgetPreviousKey();
  }

  /**
   * What was ended after the backup that was put back.
   *
   * @param behind the last checkpoint that the backup has
   * @param last the last one there ever was
   */
  private record Lost(
      long behind, long last, String session, DemoClient carol, FourPersons.GivenKey key) {

    String range() {
      return behind + 1 + "-" + last;
    }
  }

  private Lost putBackupBack() throws Exception {
    try (ServerProcess server = here.start("pod-8")) {
      String session = here.meeting("erased");
      DemoClient carol = here.login("carol");
      FourPersons.GivenKey key = FourPersons.given(persons().admin(), "INTEGRATOR");
      here.awaitCheckpoint();
      here.backUp();
      Until.within(60, () -> carol.call("get_push_url", "any").getInt("code") == 0);
      Until.within(60, () -> status(key) == 200);
      eraseEarly(session, "bob");
      persons().admin().call("DELETE", "keys/" + key.id(), fields());
      assertThat(status(key)).isEqualTo(401);
      assertThat(carol.call("logout", "").getInt("code")).isZero();
      here.awaitCheckpoint();
      here.putBackupBack();
      Until.within(60, () -> ACKNOWLEDGEMENT.matcher(here.ready()).find());
      Matcher behind = ACKNOWLEDGEMENT.matcher(here.ready());
      assertThat(behind.find()).isTrue();
      long last = here.copy().checkpoints() - 1;
      return new Lost(Long.parseLong(behind.group(1)), last, session, carol, key);
    }
  }

  private int status(FourPersons.GivenKey key) throws Exception {
    return here.demo().with(key.text()).status("sessions");
  }

  private void eraseEarly(String session, String user) throws Exception {
    JsonObject wish =
        fields(
            "userID", user, "reason", "r", "legalBasis", "PIPL", "earlyLegalBasis", "court order");
    String path = "sessions/" + session + "/erasures";
    assertThat(persons().admin().post(path, wish).getBoolean("inForce")).isFalse();
    assertThat(persons().otherAdmin().post(path, wish).getBoolean("inForce")).isTrue();
    assertErased(session, user);
  }

  private void assertErased(String session, String user) throws Exception {
    assertThat(here.demo().items("sessions/" + session + "/events?limit=500").toString())
        .contains("CLOSED")
        .doesNotContain("\"" + user + "\"");
  }

  private void assertStaysEnded(Lost lost) throws Exception {
    DemoClient carol = lost.carol().at(here.base());
    assertThat(carol.call("get_push_url", "any").getInt("code")).isEqualTo(7);
    assertThat(status(lost.key())).isEqualTo(401);
    assertErased(lost.session(), "bob");
    here.login("carol");
    assertThat(carol.call("get_push_url", "any").getInt("code")).isEqualTo(7);
  }

  private void awaitDeadLogsEnded() throws Exception {
    Until.within(90, () -> here.demo().items("access-log?kind=LOG_ENDED").size() == PODS - 1);
  }

  private void purge(Lost lost) throws Exception {
    due.add(lost.session());
    assertThat(here.purged()).contains(due).contains(held + ": a hold is open");
    for (String session : due) {
      assertThat(here.demo().status("sessions/" + session)).isEqualTo(404);
    }
  }

  /** By two persons what takes two; past its period, and no longer held, one is enough. */
  private void eraseAndLift() throws Exception {
    eraseEarly(kept, "bob");
    JsonObject settled = fields("reason", "settled");
    String lifts = hold() + "/lifts";
    assertThat(persons().auditor().post(lifts, settled).getBoolean("held")).isTrue();
    assertThat(persons().otherAuditor().post(lifts, settled).getBoolean("held")).isFalse();
    JsonObject ann = fields("userID", "ann", "reason", "asked", "legalBasis", "PIPL art. 47");
    here.demo().post("sessions/" + held + "/erasures", ann);
    assertErased(held, "ann");
    assertThat(here.demo().post("access-log/erasures", ann).getInt("lines")).isPositive();
  }

  private String hold() {
    return "sessions/" + held + "/hold";
  }

  private void assertVerifies(Lost lost) throws Exception {
    here.demo().requireVerified();
    Path export = BothVerifiers.export(here.base(), here.home);
    BothVerifiers.requireOnly(Finding.Kind.RESTORED_NOT_ACCEPTED, export, here.home);
    Report report =
        BothVerifiers.requireClean(
            export, here.home, lost.range(), Optional.of(here.outsideFile()));
    assertThat(report.counts().purged()).isGreaterThan(due.size());
    assertThat(report.counts().erased()).isPositive();
    assertThat(report.counts().accessLogs()).isGreaterThanOrEqualTo(PODS);
    for (String session : List.of(held, kept)) {
      BothVerifiers.requireCleanDossier(here.base(), here.home, session);
    }
  }

  private static JsonObject fields(String... namesAndValues) {
    JsonObjectBuilder fields = Json.createObjectBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields.build();
  }
}
