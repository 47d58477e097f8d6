package org.rtcroom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

  @Test
  void fieldsKeepTheirOrder() {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("number", 7L);
    record.put("body", "{\"a\":1}");
    record.put("good", true);

    assertThat(RecordJson.text(record))
        .isEqualTo("{\"number\":7,\"body\":\"{\\\"a\\\":1}\",\"good\":true}");
  }

  @Test
  void theSpellingIsTheCanonicalOne() throws IOException {
    StringBuilder all = new StringBuilder("/\u007f\u2028中😀");
    for (char c = 0; c < 0x20; c++) {
      all.append(c);
    }
    Map<String, Object> record =
        new TreeMap<>(
            Map.of(
                all.toString(),
                List.of(),
                "b",
                Map.of(),
                "c",
                List.of(all.toString(), -1L, false)));

    assertThat(RecordJson.text(record).getBytes(StandardCharsets.UTF_8))
        .isEqualTo(CanonicalJson.bytes(record))
        .isEqualTo(written(record));
  }

  private static byte[] written(Object value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = RecordJson.generator(out)) {
      RecordJson.write(json, value);
    }
    return out.toByteArray();
  }
}
