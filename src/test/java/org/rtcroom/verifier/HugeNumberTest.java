package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory is taken by what is there, not by the numbers that a crafted line names. */
class HugeNumberTest {

  private static final long MEBIBYTE = 1 << 20;

  @TempDir Path folder;

  private final History history = new History();
  private long allocated;

  private Report report() throws IOException {
    Path file = folder.resolve("export.zip");
    history.writeTo(file);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Report report =
        new Verification(new ZipEvidence(file), history.signer.key, null, new Tally()).run();
    allocated = threads.getCurrentThreadAllocatedBytes() - before;
    return report;
  }

  /** A line whose personal part is gone, of that number. */
  private void craft(int chain, long seq) {
    Recorded crafted = history.chain(chain).meeting();
    crafted.lines.get(1).put("seq", seq);
    crafted.erased(1);
  }

  @Test
  void linesOfHugeNumbersAreFoundInLittleMemory() throws Exception {
    for (int chain = 1; chain <= 20; chain++) {
      craft(chain, Integer.MAX_VALUE - 1L);
    }
    craft(21, Integer.MAX_VALUE);
    craft(22, Long.MAX_VALUE);
    craft(23, -1);
    craft(24, Long.MIN_VALUE);
    history.checkpoint();

    Report report = report();

    assertThat(report.found())
        .containsKeys(Finding.Kind.LINE_MISSING, Finding.Kind.LINE_OUT_OF_ORDER);
    assertThat(allocated).isLessThan(64 * MEBIBYTE);
    Path key = Files.writeString(folder.resolve("public.pem"), history.signer.pem());
    assertThat(
            SecondVerifier.exists()
                ? SecondVerifier.run("export", key, folder.resolve("export.zip")).code()
                : 1)
        .isEqualTo(1);
  }

  @Test
  void anErasureMayNameAnyNumber() throws Exception {
    Recorded session = history.chain(1).meeting().left("ann").left("bob").closed();
    session.erased(1);
    session.erasure(1L, 2_147_483_646L, -5L);
    history.checkpoint();

    Report report = report();

    assertThat(report.found()).doesNotContainKey(Finding.Kind.ERASED_WITHOUT_LINE);
    assertThat(allocated).isLessThan(64 * MEBIBYTE);
  }
}
