package org.rtcroom.dossier;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.checkpoint.Cover;
import org.rtcroom.checkpoint.Receipt;

/** The entry of a dossier that proves what covers its session: checkpoint-format.md. */
final class CoverProofs {

  private CoverProofs() {}

  static byte[] of(Cover cover) {
    List<Map<String, Object>> proofs =
        cover.coverings().stream().map(covering -> of(covering.proof())).toList();
    List<Map<String, Object>> witness = cover.receipts().stream().map(CoverProofs::of).toList();
    String text =
        "{\"checkpoints\":["
            + String.join(",", cover.copy())
            + "],\"proofs\":["
            + objects(proofs)
            + "],\"witness\":["
            + objects(witness)
            + "]}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String objects(List<Map<String, Object>> objects) {
    return objects.stream()
        .map(object -> new String(CanonicalJson.bytes(object), StandardCharsets.UTF_8))
        .collect(Collectors.joining(","));
  }

  private static Map<String, Object> of(Cover.Proof proof) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("number", proof.number());
    fields.put("leaf", proof.leaf());
    fields.put("index", (long) proof.index());
    fields.put("size", (long) proof.size());
    fields.put("path", proof.path());
    return fields;
  }

  private static Map<String, Object> of(Receipt receipt) {
    return Map.of(
        "number", receipt.number(),
        "witness", receipt.witness(),
        "at", receipt.atMillis(),
        "answer", HexFormat.of().formatHex(receipt.answer()));
  }
}
