package org.rtcroom.dossier;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.rtcroom.chain.RecordJson;
import org.rtcroom.checkpoint.Cover;
import org.rtcroom.checkpoint.Receipt;

/** The entry of a dossier that proves which checkpoints cover its session: checkpoint-format.md. */
final class CoverProofs {

  private CoverProofs() {}

  static void write(Cover cover, OutputStream out) throws IOException {
    try (JsonGenerator json = RecordJson.generator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("checkpoints");
      for (String line : cover.copy()) {
        json.writeRawValue(line);
      }
      json.writeEndArray();
      json.writeFieldName("proofs");
      RecordJson.write(json, cover.coverings().stream().map(CoverProofs::proof).toList());
      json.writeFieldName("witness");
      RecordJson.write(json, cover.receipts().stream().map(Receipt::fields).toList());
      json.writeFieldName("missing");
      RecordJson.write(json, cover.missing().stream().map(CoverProofs::missing).toList());
      json.writeEndObject();
    }
  }

  private static Map<String, Object> proof(Cover.CoveringCheckpoint covering) {
    Cover.InclusionProof proof = covering.proof();
    return new TreeMap<>(
        Map.of(
            "number", proof.number(),
            "leaf", proof.leaf(),
            "index", proof.index(),
            "size", proof.size(),
            "path", proof.path()));
  }

  private static Map<String, Object> missing(Cover.MissingLeaf leaf) {
    return new TreeMap<>(Map.of("number", leaf.number(), "lost", leaf.lost()));
  }
}
