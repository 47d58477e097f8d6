package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The vectors of journal-format.md have the hashes that stand there. */
class VectorsTest {

  @Test
  void theVectorsVerify() throws Exception {
    List<Line> lines = vectors();
    byte[] previous = Checkpoint.NONE_BEFORE;

    assertThat(lines).hasSize(3);
    for (Line line : lines) {
      assertThat(line.computedHash(new Sha256())).isEqualTo(line.hash());
      assertThat(line.previousHash()).isEqualTo(previous);
      assertThat(Json.canonical(line.details()).text("node")).isEqualTo("node1");
      assertThat(line.ofSession()).isTrue();
      if (line.commitment().length > 0) {
        assertThat(new Sha256().raw(line.salt()).raw(line.personal()).hash())
            .isEqualTo(line.commitment());
        assertThat(Json.canonical(line.personal()).object("actor").text("user")).isEqualTo("ann");
      }
      previous = line.hash();
    }
  }

  @Test
  void theActIsSignedByTheFirstKeyOfTheOtherPage() throws Exception {
    String page = Files.readString(Path.of("src/docs/checkpoint-format.md"));
    Key key =
        Key.ofDer(HexFormat.of().parseHex(page.replaceAll("(?s).*public1 = ([0-9a-f]+).*", "$1")));
    Acts acts = new Acts(new KeyHistory(key, new OutsideCopy.KeyEvents(), new Findings()));
    Acts others =
        new Acts(new KeyHistory(new Signer().key, new OutsideCopy.KeyEvents(), new Findings()));
    Line act = blocks("act").get(0);

    assertThat(act.computedHash(new Sha256())).isEqualTo(act.hash());
    assertThat(act.previousHash()).isEqualTo(vectors().get(2).hash());
    assertThat(acts.signed(act, Long.MAX_VALUE)).isTrue();
    assertThat(others.signed(act, Long.MAX_VALUE)).isFalse();
  }

  private static List<Line> vectors() throws Exception {
    return blocks("vector");
  }

  private static List<Line> blocks(String name) throws Exception {
    String page = Files.readString(Path.of("src/docs/journal-format.md"));
    List<Line> lines = new ArrayList<>();
    Pattern.compile("```" + name + "\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .forEach(block -> lines.add(line(block.group(1))));
    return lines;
  }

  private static Line line(String block) {
    Map<String, String> fields = new LinkedHashMap<>();
    block
        .lines()
        .forEach(line -> fields.put(line.split(" =", 2)[0], line.split(" =", 2)[1].strip()));
    return new Line(
        Got.text(fields, "chain"),
        Long.parseLong(Got.text(fields, "seq")),
        Long.parseLong(Got.text(fields, "format")),
        Long.parseLong(Got.text(fields, "atMillis")),
        Got.text(fields, "kind"),
        Bytes.utf8(Got.text(fields, "details")),
        HexFormat.of().parseHex(Got.text(fields, "commitment")),
        HexFormat.of().parseHex(Got.text(fields, "previousHash")),
        HexFormat.of().parseHex(Got.text(fields, "hash")),
        HexFormat.of().parseHex(Got.text(fields, "salt")),
        Bytes.utf8(Got.text(fields, "personal")),
        Map.of());
  }
}
