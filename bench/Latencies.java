import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Merges latencies and prints, in milliseconds, p50, p99, p99.9 and the longest: {@code java -cp HdrHistogram.jar
 * Latencies.java FILE...}, where a line of a file is a latency in microseconds and how often it was seen.
 */
class Latencies {

  private static final long MOST = 3_600_000_000L;
  private static final int DIGITS = 3;

  public static void main(String[] files) throws Exception {
    Histogram all = new Histogram(MOST, DIGITS);
    for (String file : files) {
      for (String line : Files.readAllLines(Path.of(file))) {
        String[] seen = line.split(" ");
        all.recordValueWithCount(Long.parseLong(seen[0]), Long.parseLong(seen[1]));
      }
    }
    if (all.getTotalCount() == 0) {
      throw new IllegalArgumentException("no latencies");
    }
    System.out.printf(
        Locale.ROOT,
        "%.2f %.2f %.2f %.2f%n",
        all.getValueAtPercentile(50) / 1000.0,
        all.getValueAtPercentile(99) / 1000.0,
        all.getValueAtPercentile(99.9) / 1000.0,
        all.getMaxValue() / 1000.0);
  }
}
