package org.rtcroom.evidence;

import static org.rtcroom.evidence.Tampering.found;
import static org.rtcroom.evidence.Tampering.restored;
import static org.rtcroom.verifier.Finding.Kind.*;

import java.util.List;
import java.util.stream.Stream;

/** Ways to tamper with checkpoints and their leaves, and with all there is at once. */
final class CheckpointTamperings {

  private CheckpointTamperings() {}

  static Stream<Tampering> all() {
    return Stream.of(checkpoints(), witnessed()).flatMap(List::stream);
  }

  private static List<Tampering> checkpoints() {
    return List.of(
        found(
            CHECKPOINT_MISSING,
            "checkpoint 1",
            "a removed checkpoint",
            t ->
                t.all(
                    "delete from checkpoint where number = 1",
                    "delete from checkpoint_leaf where number = 1")),
        found(
            CHECKPOINT_CHANGED,
            "checkpoint 1",
            "a changed checkpoint",
            t ->
                t.edit(
                    "checkpoint",
                    "body",
                    "number = 1",
                    text -> text.replace("\"time\":1", "\"time\":2"))),
        found(
            CHECKPOINT_FORGED,
            "checkpoint {last}",
            "a forged checkpoint",
            t -> {
              t.edit(
                  "checkpoint",
                  "body",
                  "number = {last}",
                  text -> text.replace("\"time\":1", "\"time\":2"));
              t.rehashCheckpoint("{last}");
            }),
        found(
            CHECKPOINT_DOUBLED,
            "checkpoint 1",
            "a doubled checkpoint",
            t ->
                t.sql(
                    "insert into checkpoint (number, body, signature, hash, key_id, at_millis,"
                        + " leaves) select {last} + 1, body, signature, hash, key_id, at_millis,"
                        + " leaves from checkpoint where number = 1")),
        found(
            ROOT_DIFFERS,
            "checkpoint {covering}",
            "a changed leaf",
            t ->
                t.edit(
                    "checkpoint_leaf",
                    "leaf",
                    "chain = '{met}' and number = {covering}",
                    text -> text.replace("\"closed\":1", "\"closed\":2"))),
        found(
            ROOT_DIFFERS,
            "checkpoint {covering}",
            "a removed leaf",
            t ->
                t.sql("delete from checkpoint_leaf where chain = '{met}' and number = {covering}")),
        found(
            ROOT_DIFFERS,
            "checkpoint 1",
            "an added leaf",
            t ->
                t.sql(
                    "insert into checkpoint_leaf select 1, '019a0000', leaf from checkpoint_leaf"
                        + " where chain = '{met}' and number = {covering}")),
        found(
            KEY_CHANGE_FORGED,
            "key {forger}",
            "another key slipped in",
            t ->
                t.sql(
                    "insert into key_document values (0, 'CHANGE', 1, 'k', ?, ?, ?)",
                    t.keyChange(),
                    new byte[64],
                    new byte[64])));
  }

  private static List<Tampering> witnessed() {
    return List.of(
        restored(
            CUT_BACK,
            "checkpoint {next}",
            "an old backup, or file and database cut to the same point"),
        Tampering.witnessed(
            CUT_BACK,
            "checkpoint {last}",
            "the last checkpoint removed",
            t ->
                t.all(
                    "delete from checkpoint where number = {last}",
                    "delete from checkpoint_leaf where number = {last}")),
        Tampering.witnessed(
            TWO_HISTORIES,
            "checkpoint {last}",
            "another history, signed by whoever has the key",
            t -> {
              t.edit(
                  "checkpoint",
                  "body",
                  "number = {last}",
                  text ->
                      text.replaceAll("\"clockDifference\":-?[0-9]+", "\"clockDifference\":77777"));
              t.sign("{last}");
            }));
  }
}
