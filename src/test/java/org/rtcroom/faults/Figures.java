package org.rtcroom.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was measured, one line each, in {@code target/it/faults.txt}. */
final class Figures {

  private Figures() {}

  static void note(String text) throws IOException {
    Files.writeString(
        Path.of(System.getProperty("it.home"), "faults.txt"),
        text + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** How often each code was answered, and how long the slowest took. */
  static String codes(List<Answered> answers) {
    Map<Integer, List<Duration>> times =
        answers.stream()
            .collect(
                Collectors.groupingBy(
                    Answered::code,
                    TreeMap::new,
                    Collectors.mapping(Answered::took, Collectors.toList())));
    return times.entrySet().stream()
        .map(entry -> entry.getValue().size() + " x " + entry.getKey() + spread(entry.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String spread(List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    Duration half = sorted.get(sorted.size() / 2);
    Duration most = sorted.get(sorted.size() * 99 / 100);
    Duration longest = sorted.get(sorted.size() - 1);
    return " (p50 %d, p99 %d, max %d ms)"
        .formatted(half.toMillis(), most.toMillis(), longest.toMillis());
  }
}
