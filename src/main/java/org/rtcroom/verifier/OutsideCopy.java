package org.rtcroom.verifier;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the entries of the copy outside the database, wherever they stand. */
final class OutsideCopy {

  private OutsideCopy() {}

  /** The documents among the entries, of which there are few. */
  record KeyEvents(
      List<KeyChange> changes,
      List<Revocation> revocations,
      List<Restore> restores,
      List<Ending> endings) {

    KeyEvents() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  static KeyEvents keyEvents(Source<byte[]> entries, Findings findings) throws IOException {
    KeyEvents events = new KeyEvents();
    for (byte[] entry = entries.next(); entry != null; entry = entries.next()) {
      collect(entry, events, findings);
    }
    return events;
  }

  /**
   * One entry that is no line of a history: the checkpoint, or null if it is another document.
   *
   * @throws BadJson if it is no entry
   */
  static @Nullable Checkpoint entry(byte[] entry) {
    JsonObject json = read(entry);
    if (json.has("body")) {
      return Checkpoint.of(json);
    }
    collect(json, new KeyEvents());
    return null;
  }

  static KeyEvents keyEvents(List<byte[]> entries, Findings findings) {
    KeyEvents events = new KeyEvents();
    entries.forEach(entry -> collect(entry, events, findings));
    return events;
  }

  private static void collect(byte[] entry, KeyEvents events, Findings findings) {
    try {
      collect(read(entry), events);
    } catch (BadJson e) {
      findings.add(
          Finding.Kind.CHECKPOINT_CHANGED,
          "checkpoints",
          "an entry cannot be read: " + e.getMessage());
    }
  }

  private static void collect(JsonObject json, KeyEvents events) {
    if (json.has("keyChange")) {
      events.changes().add(KeyChange.of(json));
    } else if (json.has("keyRevoked")) {
      events.revocations().add(Revocation.of(json));
    } else if (json.has("restored")) {
      events.restores().add(Restore.of(json));
    } else if (json.has("ended")) {
      events.endings().add(Ending.of(json));
    } else {
      Checkpoint.of(json);
    }
  }

  /** The next checkpoint that can be read, or null after the last. */
  static @Nullable Checkpoint nextCheckpoint(Source<byte[]> entries) throws IOException {
    for (byte[] entry = entries.next(); entry != null; entry = entries.next()) {
      Checkpoint checkpoint = checkpoint(entry);
      if (checkpoint != null) {
        return checkpoint;
      }
    }
    return null;
  }

  /** What cannot be read has been told of when the keys were looked for. */
  private static @Nullable Checkpoint checkpoint(byte[] entry) {
    try {
      JsonObject json = read(entry);
      return json.has("body") ? Checkpoint.of(json) : null;
    } catch (BadJson e) {
      return null;
    }
  }

  private static JsonObject read(byte[] entry) {
    JsonObject json = Json.object(entry);
    if (json.number("format") != About.FORMAT) {
      throw new BadJson("unknown format " + json.number("format"));
    }
    return RecordNames.entry(json);
  }
}
