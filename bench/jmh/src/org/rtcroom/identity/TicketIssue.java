package org.rtcroom.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.rtcroom.Measured;
import org.rtcroom.kernel.UserId;
import org.rtcroom.settings.Settings;

/** What a ticket costs that is given out with a signature by P-256. */
public class TicketIssue extends Measured {

  private static final int APPLICATION = 1_400_000_000;
  private static final Duration VALIDITY = Duration.ofDays(1);

  private TicketSignatures signatures;
  private Ticket unsigned;
  private String last;

  @Setup
  public void prepare() throws IOException {
    String home = Files.createTempDirectory("tickets").toString();
    Keys keys = new Keys(Settings.of(Map.of("roomservice.home", home)));
    signatures = new TicketSignatures(keys.tickets());
    long now = Instant.now().getEpochSecond();
    unsigned =
        Ticket.unsigned(
            TicketFormat.V1, UserId.of("u1_1"), APPLICATION, now, VALIDITY.toSeconds());
  }

  /** P-256. */
  @Benchmark
  public String issuedV1() {
    last = signatures.sign(unsigned);
    return last;
  }

  /** Each signature is another one, so the last one stands for all. */
  @TearDown
  public void verifyTheLast() {
    require(signatures.verifies(Ticket.parse(last)));
  }
}
