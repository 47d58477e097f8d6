package org.rtcroom.checkpoint;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.settings.KeyFolder;

/**
 * The copy of all checkpoints outside the database: a text file that only grows. Thread-safe;
 * processes that share a file take turns by its lock.
 */
class OutsideFile {

  /** Bytes from the file's end that are read at first, and again as many while there is need. */
  private static final int TAIL = 1 << 20;

  /** Bytes from the file's end in which its last checkpoint must stand. */
  private static final int LONGEST_TAIL = 1 << 28;

  private final Path file;
  private @Nullable FileEnd known;
  private long knownSize = -1;

  OutsideFile(Path file) {
    this.file = file;
  }

  /** The file holds something that this service did not write. */
  static final class UnreadableCopy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableCopy(String message) {
      super(message);
    }
  }

  /** A checkpoint as it stands in the file. */
  record CopiedCheckpoint(long number, String hash) {}

  /**
   * Where the file ends.
   *
   * @param last the last checkpoint in it
   * @param after whole lines after that
   * @param torn the beginning of a line that was never finished
   */
  record FileEnd(Optional<CopiedCheckpoint> last, List<String> after, String torn) {

    long lastNumber() {
      return last.map(CopiedCheckpoint::number).orElse(-1L);
    }
  }

  /**
   * Reads where the file ends; a file that does not exist ends before its first line.
   *
   * @throws UnreadableCopy if there is no checkpoint among the lines at its end
   */
  synchronized FileEnd end() {
    return locked(this::scanned);
  }

  /**
   * Appends lines and waits until they are on the disk. A line that a crash tore is completed.
   *
   * @param missing from the file's end, the lines that come after it
   * @throws UnreadableCopy if the torn line is not the beginning of the first of them
   */
  synchronized void complete(Function<FileEnd, List<String>> missing) {
    locked(
        channel -> {
          FileEnd end = scanned(channel);
          List<String> lines = missing.apply(end);
          if (!lines.isEmpty()) {
            append(channel, end, lines);
          }
          return end;
        });
  }

  /** The lines after a checkpoint, in order. */
  List<JsonObject> linesAfter(long number) {
    List<JsonObject> after = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        Optional<JsonObject> line = RecordedJson.find(text);
        boolean covered = line.flatMap(OutsideFile::numberOf).filter(n -> n <= number).isPresent();
        if (covered) {
          after.clear();
        } else {
          line.ifPresent(after::add);
        }
      }
      return after;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of the checkpoint a line holds; empty if it holds something else. */
  static Optional<Long> numberOf(JsonObject line) {
    return Optional.of(line.getString("body", ""))
        .flatMap(RecordedJson::find)
        .map(body -> body.getJsonNumber("number"))
        .map(number -> number.longValueExact());
  }

  private interface LockedWork<T> {
    T on(FileChannel channel) throws IOException;
  }

  private <T> T locked(LockedWork<T> work) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        KeyFolder.makePrivate(folder);
      }
      try (FileChannel channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
          var ignored = channel.lock()) {
        return work.on(channel);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the file of checkpoints cannot be used", e);
    }
  }

  private FileEnd scanned(FileChannel channel) throws IOException {
    FileEnd end = known;
    if (end == null || channel.size() != knownSize) {
      end = scan(channel);
      known = end;
      knownSize = channel.size();
    }
    return end;
  }

  /**
   * Looks further back while there are nothing but documents: between two checkpoints there may be
   * many.
   */
  private static FileEnd scan(FileChannel channel) throws IOException {
    int length = TAIL;
    Optional<FileEnd> end = scan(channel, length);
    while (end.isEmpty() && length < LONGEST_TAIL) {
      length *= 4;
      end = scan(channel, length);
    }
    return end.orElseThrow(
        () -> new UnreadableCopy("no checkpoint among the last lines of the file"));
  }

  /** Empty if there may be a checkpoint before. */
  private static Optional<FileEnd> scan(FileChannel channel, int length) throws IOException {
    long start = Math.max(0, channel.size() - length);
    String tail = read(channel, start, length);
    int whole = tail.lastIndexOf('\n') + 1;
    String[] lines = tail.substring(0, whole).split("\n", -1);
    int first = start == 0 ? 0 : 1; // the first is cut anywhere
    List<String> after = new ArrayList<>();
    for (int i = lines.length - 1; i >= first; i--) {
      if (lines[i].isEmpty()) {
        continue;
      }
      Optional<JsonObject> line = RecordedJson.find(lines[i]);
      Optional<CopiedCheckpoint> checkpoint = line.flatMap(OutsideFile::copied);
      if (checkpoint.isPresent()) {
        Collections.reverse(after);
        return Optional.of(new FileEnd(checkpoint, after, tail.substring(whole)));
      }
      if (start > 0 && line.filter(read -> read.containsKey("format")).isEmpty()) {
        throw new UnreadableCopy("no checkpoint among the last lines of the file");
      }
      after.add(lines[i]);
    }
    Collections.reverse(after);
    return start > 0
        ? Optional.empty()
        : Optional.of(new FileEnd(Optional.empty(), after, tail.substring(whole)));
  }

  private static Optional<CopiedCheckpoint> copied(JsonObject line) {
    return numberOf(line).map(number -> new CopiedCheckpoint(number, line.getString("hash", "")));
  }

  private static String read(FileChannel channel, long start, int length) throws IOException {
    channel.position(start);
    byte[] bytes = Channels.newInputStream(channel).readNBytes(length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void append(FileChannel channel, FileEnd end, List<String> lines) throws IOException {
    String text = String.join("\n", lines) + "\n";
    if (!text.startsWith(end.torn())) {
      throw new UnreadableCopy("the last line of the file is torn and not one of ours");
    }
    byte[] bytes = text.substring(end.torn().length()).getBytes(StandardCharsets.UTF_8);
    known = null;
    channel.position(channel.size());
    Channels.newOutputStream(channel).write(bytes);
    channel.force(true);
    scanned(channel);
  }
}
