package org.rtcroom.identity;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures what it costs to verify the signature of a v1 ticket, with the JVM's own provider and
 * with the native one. Not a test: run its {@code main} with the native one on the class path.
 */
final class TicketSpeed {

  private static final int TICKETS = 2_000;
  private static final int ROUNDS = 5;
  private static final double MICRO = 1e3;

  private TicketSpeed() {}

  public static void main(String[] arguments) throws Exception {
    Site site = Site.at(Files.createTempDirectory(Path.of("target"), "tickets"), "im.issue", "v1");
    Ticket ticket = Ticket.parse(site.userSigs().issue(UserId.of("alice"), Duration.ofDays(1)));
    for (int round = 0; round < ROUNDS; round++) {
      for (Optional<Provider> provider :
          List.of(Optional.<Provider>empty(), NativeProvider.find())) {
        measure(new TicketSignatures(site.keys().tickets(), provider), ticket, provider);
      }
    }
  }

  private static void measure(
      TicketSignatures signatures, Ticket ticket, Optional<Provider> provider) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begun = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < TICKETS; i++) {
      if (!signatures.verifies(ticket)) {
        throw new IllegalStateException("a good ticket was refused");
      }
    }
    double each = (threads.getCurrentThreadCpuTime() - begun) / MICRO / TICKETS;
    System.out.printf(
        Locale.ROOT, "%s: %.0f us%n", provider.map(Provider::toString).orElse("JVM"), each);
  }
}
