package org.rtcroom.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The copy of the checkpoints outside the database, as somebody reads it who waits for the next.
 *
 * @param file where the service writes it; it need not be there yet
 */
public record OutsideCopy(Path file) {

  /** How many were made. */
  public long checkpoints() throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.contains("\"body\":")).count();
    }
  }

  /**
   * Waits for a checkpoint over all that was recorded before. The next one may have read already
   * what it covers; the one after that has not.
   *
   * @param meeting lets a session end, so that a checkpoint is soon due
   */
  public void awaitCover(Meeting meeting) throws Exception {
    for (int i = 0; i < 2; i++) {
      long before = checkpoints();
      meeting.hold();
      Until.within(60, () -> checkpoints() > before);
    }
  }

  /** Somebody comes into a room and leaves it. */
  @FunctionalInterface
  public interface Meeting {

    void hold() throws Exception;
  }
}
