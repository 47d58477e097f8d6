package org.rtcroom.evidence;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.rtcroom.chain.RecordJson;
import org.rtcroom.verifier.Evidence;
import org.rtcroom.verifier.Listed;
import org.rtcroom.verifier.Source;

/**
 * Writes the history as a file that a stranger can verify: checkpoint-format.md, "An export". It is
 * read and written page by page while the service goes on.
 */
@ApplicationScoped
public class Export {

  @Inject HistoryReader reader;

  /** Writes one series of an export. */
  private interface Series<T> {
    Source<T> open() throws IOException;
  }

  /**
   * Writes the chains wanted, and all checkpoints.
   *
   * @throws IOException if the database does not answer or the file cannot be written; what was
   *     written then is not a whole ZIP
   */
  public void write(Selection selection, OutputStream out) throws IOException {
    try (DatabaseEvidence evidence = reader.open(selection)) {
      ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
      write(evidence, zip);
      zip.finish();
      zip.flush();
    }
  }

  static void write(Evidence evidence, ZipOutputStream zip) throws IOException {
    series(zip, "export.json", () -> new Listed<>(List.of(evidence.about())), RecordFields::of);
    zip.putNextEntry(new ZipEntry("checkpoints.ndjson"));
    try (Source<byte[]> lines = evidence.checkpoints()) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        zip.write(line);
        zip.write('\n');
      }
    }
    series(zip, "leaves.ndjson", evidence::leaves, RecordFields::of);
    series(zip, "rows.ndjson", evidence::rows, RecordFields::of);
    series(zip, "heads.ndjson", evidence::heads, RecordFields::of);
    series(zip, "leaves-by-chain.ndjson", evidence::leavesByChain, RecordFields::of);
    series(zip, "tombstones.ndjson", evidence::tombstones, RecordFields::of);
    series(zip, "lines.ndjson", evidence::lines, RecordFields::of);
  }

  private static <T> void series(
      ZipOutputStream zip, String name, Series<T> series, Function<T, Map<String, ?>> fields)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    try (Source<T> records = series.open();
        JsonGenerator json = RecordJson.generator(zip)) {
      for (T record = records.next(); record != null; record = records.next()) {
        RecordJson.write(json, fields.apply(record));
        json.writeRaw('\n');
      }
    }
  }
}
