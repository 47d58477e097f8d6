package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.Site;
import org.rtcroom.verifier.Dossier;
import org.rtcroom.verifier.Finding;
import org.rtcroom.verifier.Key;
import org.rtcroom.verifier.Report;
import org.rtcroom.verifier.archive.Unusable;

/** The service's dossier of a session, as somebody verifies it who has nothing else but a key. */
public abstract class Dossiers {

  /** A checkpoint follows within seconds of a session's end. */
  private static final Duration COVERED_WITHIN = Duration.ofSeconds(30);

  /** The server that is called. */
  protected abstract Site site();

  @TempDir Path folder;

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private URI server;
  private String authorization;
  private ApiClient auditor;
  private String session;

  @BeforeEach
  void aUserCameAndWent() throws Exception {
    server = site().base();
    authorization = "Bearer " + Files.readString(site().home().resolve("demo-api-key")).strip();
    auditor = ApiClient.with(server, authorization);
    DemoClient ann = DemoClient.login(server, "double_room", "ann_" + tag);
    JsonObject opening =
        Json.createObjectBuilder()
            .add("userID", "ann_" + tag)
            .add("roomID", "room_" + tag)
            .add("roomInfo", "账户 <script>")
            .build();
    assertThat(ann.call("create_room", opening).getInt("code")).isZero();
    ann.addPusher("room_" + tag);
    ann.call("delete_pusher", "room_" + tag);
    session = auditor.items("sessions?roomID=room_" + tag).get(0).getString("sessionId");
  }

  private Path dossier() throws Exception {
    Path file = folder.resolve("dossier.zip");
    Files.deleteIfExists(file); // it would be written over, and what is longer would stay
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("api/v1/sessions/" + session + "/dossier"))
            .header("Authorization", authorization)
            .build();
    HttpResponse<Path> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofFile(file));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
    return file;
  }

  /** One that a checkpoint covers. */
  private Path covered() throws Exception {
    Instant end = Instant.now().plus(COVERED_WITHIN);
    Path file = dossier();
    while (verified(file).counts().uncovered() > 0 && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      file = dossier();
    }
    return file;
  }

  private Report verified(Path file) throws Exception {
    Path pem = site().home().resolve("keys").resolve("checkpoint-key.pem.pub");
    return new Dossier(file, Key.ofPem(Files.readString(pem)), Optional.empty()).run();
  }

  private static Map<String, byte[]> entries(Path file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] entry(Map<String, byte[]> entries, String name) {
    return entries.getOrDefault(name, new byte[0]);
  }

  private Path written(Map<String, byte[]> entries) throws IOException {
    Path file = folder.resolve("tampered.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }

  /** The dossier with another text in one entry. */
  private List<Finding.Kind> found(Path file, String name, UnaryOperator<String> change)
      throws Exception {
    Map<String, byte[]> entries = entries(file);
    String before = new String(entry(entries, name), StandardCharsets.UTF_8);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    entries.put(name, after.getBytes(StandardCharsets.UTF_8));
    Report report = verified(written(entries));
    assertThat(report.ok()).isFalse();
    return report.findings().stream().map(Finding::kind).toList();
  }

  @Test
  void aDossierIsGoodForWhoeverHasTheKey() throws Exception {
    Report report = verified(covered());

    assertThat(report.ok()).as(report.findings().toString()).isTrue();
    assertThat(report.counts().lines()).isEqualTo(4);
    assertThat(report.counts().uncovered()).isZero();
    assertThat(report.counts().leaves()).isPositive();
    assertThat(report.findings()).extracting(Finding::kind).containsOnly(Finding.Kind.DEMO);
  }

  @Test
  void whatIsChangedIsFound() throws Exception {
    Path file = covered();

    assertThat(found(file, "events.json", text -> text.replace("JOINED", "BARRED")))
        .contains(Finding.Kind.LINE_CHANGED, Finding.Kind.ENTRY_CHANGED);
    assertThat(found(file, "timeline.html", text -> text.replace("ann_", "eve_")))
        .contains(Finding.Kind.ENTRY_CHANGED);
    assertThat(found(file, "checkpoints.json", text -> text.replace("closed", "copied")))
        .contains(Finding.Kind.PROOF_WRONG, Finding.Kind.ENTRY_CHANGED);
    assertThat(found(file, "manifest.json", text -> text.replace("demo", "prod")))
        .contains(Finding.Kind.MANIFEST_FORGED);
    assertThat(found(file, "manifest.sig", Dossiers::otherLastDigit))
        .contains(Finding.Kind.MANIFEST_FORGED);
  }

  private static String otherLastDigit(String text) {
    int at = text.lastIndexOf("\"}") - 1;
    return text.substring(0, at) + (text.charAt(at) == '0' ? '1' : '0') + text.substring(at + 1);
  }

  @Test
  void aChangedPrintIsFound() throws Exception {
    Map<String, byte[]> entries = entries(dossier());
    byte[] print = entry(entries, "dossier.pdf");
    print[500] ^= 1;

    assertThat(verified(written(entries)).findings())
        .extracting(Finding::kind)
        .contains(Finding.Kind.ENTRY_CHANGED);
  }

  @Test
  void aRemovedOrAddedEntryIsFound() throws Exception {
    Map<String, byte[]> fewer = entries(dossier());
    fewer.remove("dossier.pdf");
    Map<String, byte[]> more = entries(dossier());
    more.put("extra.txt", new byte[1]);

    assertThatThrownBy(() -> verified(written(fewer))).isInstanceOf(Unusable.class);
    assertThatThrownBy(() -> verified(written(more))).isInstanceOf(Unusable.class);
  }

  @Test
  void anotherKeyProvesNothing() throws Exception {
    Key other = Key.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic());

    Report report = new Dossier(dossier(), other, Optional.empty()).run();

    assertThat(report.ok()).isFalse();
    assertThat(report.findings()).extracting(Finding::kind).contains(Finding.Kind.MANIFEST_FORGED);
  }

  @Test
  void aSecondVerifierAgrees() throws Exception {
    Path file = covered();

    Process process =
        new ProcessBuilder(
                "python3",
                "src/test/python/verify.py",
                "dossier",
                site().home().resolve("keys").resolve("checkpoint-key.pem.pub").toString(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void peopleCanReadIt() throws Exception {
    Map<String, byte[]> entries = entries(dossier());

    try (PDDocument pdf = Loader.loadPDF(entry(entries, "dossier.pdf"))) {
      assertThat(new PDFTextStripper().getText(pdf))
          .contains("ann_" + tag, "会话档案", session, "LAST_LEFT", "DEMONSTRATION");
    }
    assertThat(new String(entry(entries, "timeline.html"), StandardCharsets.UTF_8))
        .contains("default-src 'none'", "账户 &lt;script&gt;", "time rests on the server's clock");
  }

  @Test
  void theReadIsNotedAndAnUnknownSessionHasNone() throws Exception {
    dossier();

    assertThat(auditor.items("access-log?limit=500&kind=AUDIT_READ"))
        .extracting(line -> line.getJsonObject("details"))
        .anyMatch(
            details ->
                details.getString("what").equals("dossier")
                    && details.getString("sessionId").equals(session));
    String nobody = "00000000-0000-7000-8000-000000000000";
    ApiClient.problem(auditor.send("GET", "sessions/" + nobody + "/dossier"), 404);
  }

  @Test
  void theListOfSessionsComesAsAWorkbook() throws Exception {
    HttpResponse<byte[]> answer = auditor.download("sessions.xlsx?roomID=room_" + tag);

    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    try (ReadableWorkbook workbook =
        new ReadableWorkbook(new ByteArrayInputStream(answer.body()))) {
      List<Row> rows = workbook.getFirstSheet().read();
      assertThat(rows).hasSize(2);
      assertThat(rows.get(1).getCell(0).getText()).isEqualTo(session);
      assertThat(rows.get(1).getCell(2).getText()).isEqualTo("room_" + tag);
    }
    assertThat(auditor.items("access-log?limit=500&kind=AUDIT_READ"))
        .extracting(line -> line.getJsonObject("details").getString("what"))
        .contains("sessions.xlsx");
  }

  @Test
  void theListOfSessionsComesAsCsv() throws Exception {
    HttpResponse<String> answer = auditor.send("GET", "sessions.csv?roomID=room_" + tag);

    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(answer.body().split("\r\n", -1))
        .hasSize(3)
        .startsWith(
            "sessionId,family,roomID,state,creator,opened,activated,closed,reason,events,headHash")
        .satisfies(lines -> assertThat(lines[1]).startsWith(session + ",double_room,room_" + tag));
    assertThat(auditor.items("access-log?limit=500&kind=AUDIT_READ"))
        .extracting(line -> line.getJsonObject("details").getString("what"))
        .contains("sessions.csv");
    ApiClient.problem(auditor.send("GET", "sessions.csv?limit=1"), 400);
  }
}
