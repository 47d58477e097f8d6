package org.rtcroom.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.rtcroom.checkpoint.Receipt;
import org.rtcroom.checkpoint.StoredCheckpoint;

/** How a checkpoint stands in answers. */
final class CheckpointJson {

  private CheckpointJson() {}

  static JsonObject of(StoredCheckpoint checkpoint) {
    return AnswerJson.object()
        .add("number", checkpoint.number())
        .add("time", AnswerJson.time(checkpoint.time()))
        .add("leaves", checkpoint.leaves())
        .add("key", checkpoint.key())
        .add("body", checkpoint.body())
        .add("signature", checkpoint.signature())
        .add("hash", checkpoint.hash())
        .add("witnessed", witnessed(checkpoint.receipt()))
        .build();
  }

  private static JsonValue witnessed(Optional<Receipt> receipt) {
    return receipt
        .<JsonValue>map(
            seen ->
                AnswerJson.object()
                    .add("witness", seen.witness())
                    .add("time", AnswerJson.time(Instant.ofEpochMilli(seen.atMillis())))
                    .add("answer", HexFormat.of().formatHex(seen.answer()))
                    .build())
        .orElse(JsonValue.NULL);
  }
}
