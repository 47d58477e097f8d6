package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.RecordJson;

/** What machines read has the same bytes wherever the service runs. */
@Isolated("the locale is the whole machine's")
class LocalesTest {

  private static final Locale BEFORE = Locale.getDefault();

  /** Every control character, and numbers with every digit. */
  private static final Map<String, Object> RECORD =
      Map.of("text", controls(), "number", 1_234_567_890L, "I", List.of(-7L, true));

  @TempDir Path folder;

  @AfterEach
  void theLocaleIsThatOfBefore() {
    Locale.setDefault(BEFORE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ar-EG",
        "ar-EG-u-nu-arab",
        "fa-IR",
        "bn-BD",
        "mr-IN",
        "my-MM",
        "ne-NP",
        "ckb-IQ",
        "tr-TR",
        "az-AZ",
        "lt-LT",
        "th-TH-u-nu-thai",
        "th-TH-u-ca-buddhist",
        "ja-JP-u-ca-japanese",
        "zh-CN"
      })
  void everyPlaceWritesTheSame(String place) throws Exception {
    Locale.setDefault(Locale.ENGLISH);
    List<String> english = written(folder.resolve("english"));

    Locale.setDefault(Locale.forLanguageTag(place));

    assertThat(written(folder.resolve("there"))).isEqualTo(english);
  }

  /** As records, as a checkpoint, and as the file outside with what is read back of it. */
  private static List<String> written(Path folder) throws Exception {
    Checkpoint checkpoint =
        new Checkpoint.UnsignedCheckpoint(
                1_234_567,
                Checkpoint.GENESIS,
                1_769_860_800_000L,
                new MerkleTree().root(),
                89,
                NodeList.NONE,
                List.of(),
                "demo")
            .signedBy(CheckpointPage.key(1));
    Path path = folder.resolve("checkpoints.log");
    OutsideFile file = new OutsideFile(path);
    file.complete(end -> List.of(checkpoint.line()));
    String after = Comparison.of(file.end().last(), Optional.empty(), 7).toString();
    return List.of(
        new String(CanonicalJson.bytes(RECORD), StandardCharsets.UTF_8),
        RecordJson.text(new TreeMap<>(RECORD)),
        checkpoint.line(),
        Files.readString(path),
        file.end().toString(),
        after);
  }

  private static String controls() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c <= 0x20; c++) {
      all.append(c);
    }
    return all.append("Iİıi").toString();
  }
}
