package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rtcroom.verifier.archive.Unusable;

@Timeout(60)
class ReadAheadTest {

  private static final int MANY = 100_000;

  private static InputStream numbers(int count, String after) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("{\"n\":").append(i).append("}\n");
    }
    return new ByteArrayInputStream(text.append(after).toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Ndjson<Long> series(InputStream in) {
    return Ndjson.ofObjects("numbers", in, object -> object.number("n"));
  }

  private static void assertNumbers(Source<Long> source) throws IOException {
    for (long i = 0; i < MANY; i++) {
      assertThat(source.next()).isEqualTo(i);
    }
  }

  @Test
  void allRecordsComeInTheirOrderAndThenNoneAnyMore() throws Exception {
    try (Source<Long> source = ReadAhead.of(series(numbers(MANY, "")))) {
      assertNumbers(source);
      assertThat(source.next()).isNull();
      assertThat(source.next()).isNull();
    }
  }

  @Test
  void aFailureComesAfterWhatStandsBeforeIt() throws Exception {
    try (Source<Long> source = ReadAhead.of(series(numbers(MANY, "{\"n\":01}\n")))) {
      assertNumbers(source);
      assertThatThrownBy(source::next)
          .isInstanceOf(Unusable.class)
          .hasMessageContaining("numbers, line " + (MANY + 1));
      assertThatThrownBy(source::next).isInstanceOf(Unusable.class);
    }
  }

  @Test
  void aFaultOfTheReaderIsNotTakenForTheEnd() throws Exception {
    Ndjson<Long> faulty =
        Ndjson.ofObjects(
            "numbers",
            numbers(1, ""),
            object -> {
              throw new IllegalStateException("a fault");
            });
    try (Source<Long> source = ReadAhead.of(faulty)) {
      assertThatThrownBy(source::next).isInstanceOf(IllegalStateException.class);
    }
  }

  /** However much there is, and however long its records: nobody takes any of these. */
  @Test
  void noMoreIsReadAheadThanABound() throws Exception {
    AtomicLong read = new AtomicLong();
    AtomicBoolean closed = new AtomicBoolean();
    CountDownLatch much = new CountDownLatch(1);
    byte[] record = ("{\"t\":\"" + "x".repeat(1 << 20) + "\"}\n").getBytes(StandardCharsets.UTF_8);
    InputStream endless =
        new InputStream() {
          private int at;

          @Override
          public int read() {
            if (read.incrementAndGet() == 5L * record.length) {
              much.countDown();
            }
            at = at == record.length ? 0 : at;
            return record[at++];
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };
    Source<String> source =
        ReadAhead.of(Ndjson.ofObjects("texts", endless, object -> object.text("t")));
    assertThat(much.await(30, TimeUnit.SECONDS)).isTrue();

    source.close();

    assertThat(closed).isTrue();
    assertThat(read.get()).isLessThan(7L * record.length);
  }

  @Test
  void whoIsInterruptedWhileItWaitsIsNotToldThatThisIsTheEnd() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    InputStream silent =
        new InputStream() {
          @Override
          public int read() throws IOException {
            try {
              never.await();
            } catch (InterruptedException e) {
              throw new IOException("interrupted", e);
            }
            return -1;
          }
        };
    try (Source<Long> source = ReadAhead.of(series(silent))) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(source::next).isInstanceOf(IOException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
