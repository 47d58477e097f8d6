package org.rtcroom.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.rtcroom.verifier.Evidence;
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
    zip.putNextEntry(new ZipEntry("export.json"));
    put(zip, RecordText.of(evidence.about()));
    Function<byte[], String> asItIs = line -> new String(line, StandardCharsets.UTF_8);
    series(zip, "checkpoints.ndjson", evidence::checkpoints, asItIs);
    series(zip, "leaves.ndjson", evidence::leaves, RecordText::of);
    series(zip, "rows.ndjson", evidence::rows, RecordText::of);
    series(zip, "heads.ndjson", evidence::heads, RecordText::of);
    series(zip, "leaves-by-chain.ndjson", evidence::leavesByChain, RecordText::of);
    series(zip, "tombstones.ndjson", evidence::tombstones, RecordText::of);
    series(zip, "lines.ndjson", evidence::lines, RecordText::of);
  }

  private static <T> void series(
      ZipOutputStream zip, String name, Series<T> series, Function<T, String> text)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    try (Source<T> records = series.open()) {
      for (T record = records.next(); record != null; record = records.next()) {
        put(zip, text.apply(record));
      }
    }
  }

  private static void put(ZipOutputStream zip, String text) throws IOException {
    zip.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
