package org.rtcroom.checkpoint;

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
