package org.rtcroom.checkpoint;

import java.time.Instant;
import java.util.Optional;

/** A party outside our reach that sees checkpoints and can confirm it later. */
public interface Witness {

  /** Its sort: {@code url}, {@code tsa}, {@code file}, or {@code none} without one. */
  String name();

  /**
   * Shows it a line of the copy outside the database.
   *
   * @param line without its line feed, UTF-8
   * @return the answer of the witness, at most 64 KB
   * @throws NotWitnessed if it gave no good answer in time; it may have seen the line all the same
   */
  byte[] show(byte[] line);

  /**
   * When it saw a line, if an answer proves that to those who do not trust this service.
   *
   * @param line without its line feed, UTF-8
   * @param answer that it is said to have given to that line
   */
  default Optional<Instant> proves(byte[] line, byte[] answer) {
    return Optional.empty();
  }

  /** Whether there is no witness. */
  default boolean absent() {
    return name().equals("none");
  }

  /** The witness gave no good answer. The message holds no secret. */
  final class NotWitnessed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotWitnessed(String message) {
      super(message);
    }

    public NotWitnessed(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
