package org.rtcroom.dossier;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.chain.AuditLine;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.RecordJson;
import org.rtcroom.checkpoint.CheckpointKeys;
import org.rtcroom.checkpoint.Domain;
import org.rtcroom.checkpoint.SigningKey;
import org.rtcroom.checkpoint.StoredCopy;
import org.rtcroom.evidence.LineRecord;
import org.rtcroom.evidence.RecordSource;
import org.rtcroom.evidence.SessionEvidence;
import org.rtcroom.evidence.SessionReader;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.settings.NodeName;

/** Makes dossiers: checkpoint-format.md, "A dossier". */
@ApplicationScoped
public class Dossiers {

  /** Lines of a session that are printed. */
  static final long MOST_PRINTED = 500;

  /** How often a dossier is begun anew because a user was erased meanwhile. */
  private static final int ATTEMPTS = 3;

  @Inject SessionReader sessions;
  @Inject RefusalSearch refusals;
  @Inject StoredCopy copy;
  @Inject CheckpointKeys keys;
  @Inject RenderLimit renderLimit;
  @Inject Times times;
  @Inject NodeName node;
  @Inject Clock clock;

  /**
   * Makes the dossier of a session in a temporary file, which is gone when it is closed.
   *
   * @return empty if there is no such session
   * @throws IOException if the file cannot be written, or too many dossiers are asked for at once
   * @throws DatabaseUnavailable if the database does not answer
   */
  public Optional<InputStream> make(SessionId session) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Optional<SessionEvidence> evidence = sessions.open(session);
      if (evidence.isEmpty()) {
        return Optional.empty();
      }
      Path file = Files.createTempFile("dossier", ".zip");
      try {
        write(evidence.get(), file);
        if (attempt == ATTEMPTS || !evidence.get().erasedSince()) {
          return Optional.of(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE));
        }
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(file);
        throw e;
      }
      Files.delete(file);
    }
  }

  private void write(SessionEvidence evidence, Path file) throws IOException {
    SigningKey key = keys.current();
    Provenance made =
        new Provenance(clock.instant(), node.name(), copy.mode(), key.id(), key.publicHex());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        DossierFile dossier = new DossierFile(out)) {
      SessionHistory story = new SessionHistory(times, evidence.cover().lastSeq());
      dossier.add("events.json", entry -> events(evidence, story, entry));
      List<AuditLine> refused = refusals.of(evidence.head(), story.participants());
      Document document = new Document(evidence, story, refused, made, times);
      dossier.add(
          "timeline.html",
          entry -> document.write(entry, VisibleText.onScreen(), "screen.css", Long.MAX_VALUE));
      dossier.add("dossier.pdf", entry -> renderLimit.print(document, MOST_PRINTED, entry));
      dossier.add("checkpoints.json", entry -> CoverProofs.write(evidence.cover(), entry));
      sign(dossier, evidence.head().chain(), made);
    }
  }

  private static void events(SessionEvidence evidence, SessionHistory story, OutputStream out)
      throws IOException {
    try (JsonGenerator json = RecordJson.generator(out);
        RecordSource<LineRecord> lines = evidence.lines()) {
      json.writeStartObject();
      json.writeFieldName("head");
      RecordJson.write(json, evidence.head().fields());
      json.writeArrayFieldStart("lines");
      for (LineRecord line = lines.next(); line != null; line = lines.next()) {
        RecordJson.write(json, line.fields());
        story.add(LineView.of(line));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    story.end(evidence.head().columns().containsKey("closed_millis"));
  }

  private void sign(DossierFile dossier, String session, Provenance made) throws IOException {
    byte[] manifest =
        CanonicalJson.bytes(
            Map.of(
                "format", 1L,
                "session", session,
                "time", made.at().toEpochMilli(),
                "mode", made.mode(),
                "entries", Map.copyOf(dossier.hashes())));
    dossier.add("manifest.json", manifest);
    dossier.add(
        "manifest.sig",
        CanonicalJson.bytes(
            Map.of(
                "key", made.key(),
                "publicKey", made.publicKey(),
                "signature",
                    HexFormat.of().formatHex(keys.current().sign(Domain.DOSSIER, manifest)))));
  }
}
