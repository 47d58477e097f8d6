package org.rtcroom.evidence;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.RecordJson;
import org.rtcroom.checkpoint.CheckpointKeys;
import org.rtcroom.checkpoint.Domain;
import org.rtcroom.checkpoint.SigningKey;
import org.rtcroom.database.DatabaseUnavailable;

/**
 * Writes the history as a file that a stranger can verify: checkpoint-format.md, "An export". It is
 * read and written page by page while the service goes on.
 */
@ApplicationScoped
public class Export {

  @Inject HistoryReader reader;
  @Inject CheckpointKeys keys;

  /** Opens one series of an export. */
  private interface RecordSeries<T> {
    RecordSource<T> open() throws IOException;
  }

  /**
   * Writes the chains wanted, and all checkpoints.
   *
   * @throws IOException if the file cannot be written; then it is not a whole ZIP
   * @throws DatabaseUnavailable if the database does not answer; as above
   */
  public void write(Selection selection, OutputStream out) throws IOException {
    try (DatabaseEvidence evidence = reader.open(selection)) {
      ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
      write(evidence, keys.current(), zip);
      zip.finish();
      zip.flush();
    }
  }

  static void write(DatabaseEvidence evidence, SigningKey key, ZipOutputStream zip)
      throws IOException {
    Map<String, Object> header = new TreeMap<>(evidence.header().fields());
    header.put("lastCheckpoint", evidence.lastCheckpoint());
    byte[] about = CanonicalJson.bytes(header);
    zip.putNextEntry(new ZipEntry("export.json"));
    zip.write(about);
    zip.putNextEntry(new ZipEntry("export.sig"));
    zip.write(
        CanonicalJson.bytes(
            Map.of(
                "key", key.id(),
                "publicKey", key.publicHex(),
                "signature", EvidenceRecord.hex(key.sign(Domain.EXPORT, about)))));
    zip.putNextEntry(new ZipEntry("checkpoints.ndjson"));
    try (RecordSource<byte[]> lines = evidence.checkpoints()) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        zip.write(line);
        zip.write('\n');
      }
    }
    series(zip, "receipts.ndjson", evidence::receipts);
    series(zip, "leaves.ndjson", evidence::leaves);
    series(zip, "rows.ndjson", evidence::rows);
    series(zip, "heads.ndjson", evidence::heads);
    series(zip, "leaves-by-chain.ndjson", evidence::leavesByChain);
    series(zip, "tombstones.ndjson", evidence::tombstones);
    series(zip, "lines.ndjson", evidence::lines);
  }

  private static <T extends EvidenceRecord> void series(
      ZipOutputStream zip, String name, RecordSeries<T> series) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    try (RecordSource<T> records = series.open();
        JsonGenerator json = RecordJson.generator(zip)) {
      for (T record = records.next(); record != null; record = records.next()) {
        RecordJson.write(json, record.fields());
        json.writeRaw('\n');
      }
    }
  }
}
