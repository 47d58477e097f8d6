package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.Site;
import org.rtcroom.verifier.Finding;
import org.rtcroom.verifier.Key;
import org.rtcroom.verifier.Lines;
import org.rtcroom.verifier.Report;
import org.rtcroom.verifier.Source;
import org.rtcroom.verifier.Tally;
import org.rtcroom.verifier.Verification;
import org.rtcroom.verifier.ZipEvidence;

/**
 * What a server has recorded while it went on verifies, inside it and outside. Other tests tamper
 * with chains of their own on this server; what they break is none of this one's business.
 */
public abstract class RecordedEvidence {

  private static final Set<String> OF_OTHER_TESTS =
      Set.of(Finding.Kind.KEY_OF_SETTINGS.name(), Finding.Kind.KEY_NOT_CONFIRMED.name());

  /** The server that is called. */
  protected abstract Site site();

  @TempDir Path folder;

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private URI server;
  private String authorization;
  private ApiClient auditor;
  private String session;

  @BeforeEach
  void aUserMeetsNobody() throws Exception {
    server = site().base();
    authorization = "Bearer " + Files.readString(site().home().resolve("demo-api-key")).strip();
    auditor = ApiClient.with(server, authorization);
    DemoClient ann = DemoClient.login(server, "double_room", "ann_" + tag);
    JsonObject opening =
        Json.createObjectBuilder()
            .add("userID", "ann_" + tag)
            .add("roomID", "room_" + tag)
            .add("roomInfo", "账户 \"1\"\n")
            .build();
    assertThat(ann.call("create_room", opening).getInt("code")).isZero();
    ann.addPusher("room_" + tag);
    ann.call("delete_pusher", "room_" + tag);
    session = auditor.items("sessions?roomID=room_" + tag).get(0).getString("sessionId");
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("api/v1/" + path))
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private Path export(String query) throws Exception {
    Path file = folder.resolve("export.zip");
    Files.deleteIfExists(file); // it would be written over, and what is longer would stay
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("api/v1/audit/export" + query))
            .header("Authorization", authorization)
            .build();
    HttpResponse<Path> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofFile(file));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
    return file;
  }

  private Report verified(Path file) throws Exception {
    Path pem = site().home().resolve("keys").resolve("checkpoint-key.pem.pub");
    Key key = Key.ofPem(Files.readString(pem, StandardCharsets.US_ASCII));
    try (Source<byte[]> witness = Lines.ofCopy(site().home().resolve("checkpoints.log"))) {
      return new Verification(new ZipEvidence(file), key, witness, new Tally()).run();
    }
  }

  /**
   * Nothing about this test's session, the checkpoints, their keys or the witness. Other tests of
   * the same server make up holders of API keys, and let the key of the settings put more
   * administrators in force than it should.
   */
  private void assertSound(String kind, String place, String text) {
    assertThat(place).doesNotContain(session);
    if (!OF_OTHER_TESTS.contains(kind)) {
      assertThat(kind)
          .as("%s at %s", text, place)
          .doesNotContain(
              "CHECKPOINT", "KEY_", "ROOT_", "LEAVES_", "WITNESS_F", "CUT_", "HISTORIES");
    }
  }

  @Test
  void aStrangerVerifiesAnExport() throws Exception {
    Report report = verified(export(""));

    report
        .findings()
        .forEach(found -> assertSound(found.kind().name(), found.place(), found.text()));
    assertThat(report.counts().sessions()).isPositive();
    assertThat(report.counts().accessLogs()).isPositive();
  }

  @Test
  void anExportOfSomeTimeVerifiesToo() throws Exception {
    Report report = verified(export("?from=2100-01-01T00:00:00Z"));

    report
        .findings()
        .forEach(found -> assertSound(found.kind().name(), found.place(), found.text()));
    assertThat(report.counts().lines()).isZero();
    assertThat(report.counts().checkpoints()).isPositive();
  }

  @Test
  void theServiceVerifiesItsDatabase() throws Exception {
    JsonObject job = finished("{}");

    assertThat(job.getString("state")).as(job.toString()).isEqualTo("done");
    for (JsonObject found : job.getJsonArray("findings").getValuesAs(JsonObject.class)) {
      assertSound(found.getString("kind"), found.getString("place"), found.getString("text"));
    }
    assertThat(job.getInt("sessions")).isPositive();
    assertThat(job.getInt("lines")).isGreaterThan(job.getInt("sessions"));
    assertThat(auditor.get("audit/verifications/" + job.getString("id"))).isEqualTo(job);
  }

  @Test
  void oneSessionCanBeVerifiedAlone() throws Exception {
    String session = auditor.items("sessions?roomID=room_" + tag).get(0).getString("sessionId");

    JsonObject job = finished("{\"sessionId\":\"" + session + "\"}");

    for (JsonObject found : job.getJsonArray("findings").getValuesAs(JsonObject.class)) {
      assertSound(found.getString("kind"), found.getString("place"), found.getString("text"));
    }
    assertThat(job.getInt("sessions")).isEqualTo(1);
    assertThat(job.getInt("accessLogs")).isZero();
  }

  /** Another test's verification may be under way. */
  private JsonObject finished(String body) throws Exception {
    HttpResponse<String> answer = post("audit/verifications?wait=60", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return ApiClient.parsed(answer.body());
  }

  @Test
  void whatCannotBeAskedIsRefused() throws Exception {
    assertThat(post("audit/verifications?wait=61", "{}").statusCode()).isEqualTo(400);
    assertThat(post("audit/verifications", "{\"what\":\"x\"}").statusCode()).isEqualTo(400);
    assertThat(post("audit/verifications", "[]").statusCode()).isEqualTo(400);
    assertThat(post("audit/verifications", "{\"sessionId\":\"1\"}").statusCode()).isEqualTo(400);
    ApiClient.problem(auditor.send("GET", "audit/verifications/none"), 404);
    ApiClient.problem(auditor.send("GET", "audit/export?sessionId=x"), 400);
  }

  @Test
  void everyReadIsNotedFirst() throws Exception {
    export("?from=2100-01-01T00:00:00Z");

    assertThat(auditor.items("access-log?limit=500&kind=AUDIT_READ"))
        .extracting(line -> line.getJsonObject("details").getString("what"))
        .contains("export");
  }
}
