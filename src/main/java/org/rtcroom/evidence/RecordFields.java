package org.rtcroom.evidence;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.rtcroom.verifier.About;
import org.rtcroom.verifier.Head;
import org.rtcroom.verifier.Leaf;
import org.rtcroom.verifier.Line;
import org.rtcroom.verifier.Row;
import org.rtcroom.verifier.Tombstone;

/** The fields of records in exports and dossiers, in their order; one JSON object each. */
public final class RecordFields {

  private static final HexFormat HEX = HexFormat.of();

  private RecordFields() {}

  static Map<String, ?> of(About about) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format", 1L);
    fields.put("time", about.timeMillis());
    fields.put("node", about.node());
    fields.put("mode", about.mode());
    about.from().ifPresent(at -> fields.put("from", at));
    about.to().ifPresent(at -> fields.put("to", at));
    fields.put("complete", about.from().isEmpty() && about.to().isEmpty());
    return fields;
  }

  static Map<String, ?> of(Leaf leaf) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("number", leaf.number());
    fields.put("leaf", text(leaf.bytes()));
    return fields;
  }

  static Map<String, ?> of(Row row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("table", row.table());
    fields.put("key", row.key());
    if (!row.chain().isEmpty()) {
      fields.put("line", new TreeMap<>(Map.of("chain", row.chain(), "seq", row.seq())));
    }
    fields.put("values", new TreeMap<>(row.values()));
    return fields;
  }

  public static Map<String, ?> of(Head head) {
    return new TreeMap<>(head.columns());
  }

  static Map<String, ?> of(Tombstone tombstone) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("chain", tombstone.chain());
    fields.put("body", text(tombstone.body()));
    fields.put("signature", HEX.formatHex(tombstone.signature()));
    fields.put("key", tombstone.key());
    return fields;
  }

  public static Map<String, ?> of(Line line) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("chain", line.chain());
    fields.put("seq", line.seq());
    fields.put("format", line.format());
    fields.put("atMillis", line.atMillis());
    fields.put("kind", line.kind());
    fields.put("details", text(line.details()));
    fields.put("commitment", HEX.formatHex(line.commitment()));
    fields.put("previousHash", HEX.formatHex(line.previousHash()));
    fields.put("hash", HEX.formatHex(line.hash()));
    if (line.salt().length > 0 || line.personal().length > 0) {
      fields.put("salt", HEX.formatHex(line.salt()));
      fields.put("personal", text(line.personal()));
    }
    return fields;
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
