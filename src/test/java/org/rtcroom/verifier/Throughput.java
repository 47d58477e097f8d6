package org.rtcroom.verifier;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures how fast an export is verified, and in how much memory. Not a test: run its {@code main}
 * with the number of lines (1000000 unless said otherwise) and a folder for the file.
 */
final class Throughput {

  private static final long MEGA = 1 << 20;

  private Throughput() {}

  public static void main(String[] arguments) throws IOException {
    int lines = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Path folder = arguments.length > 1 ? Path.of(arguments[1]) : Path.of("target");
    Path file = Files.createTempFile(folder, "throughput", ".zip");
    try {
      Signer signer = new Signer();
      new GeneratedHistory(lines / GeneratedHistory.LINES, signer).writeTo(file);
      measure(file, signer.key);
    } finally {
      Files.delete(file);
    }
  }

  private static void measure(Path file, Key key) throws IOException {
    pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    long begun = System.nanoTime();
    Report report = new Verification(new ZipEvidence(file), key, null, new Tally()).run();
    double seconds = (System.nanoTime() - begun) / 1e9;
    long peak = pools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    System.out.printf(
        Locale.ROOT,
        "%d lines, %d MiB: ok %s, %.1f s, %.0f lines/s, heap at most %d MiB of %d MiB%n",
        report.counts().lines(),
        Files.size(file) / MEGA,
        report.ok(),
        seconds,
        report.counts().lines() / seconds,
        peak / MEGA,
        Runtime.getRuntime().maxMemory() / MEGA);
  }

  private static Stream<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }
}
