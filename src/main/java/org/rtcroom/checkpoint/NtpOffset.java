package org.rtcroom.checkpoint;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.commons.net.ntp.NTPUDPClient;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeInfo;

/**
 * The offset of this node's clock, as an NTP server gives it. A thread that no request waits for
 * asks the server from time to time; an old answer counts as none.
 */
class NtpOffset {

  private static final Logger LOG = System.getLogger(NtpOffset.class.getName());

  /** Between two questions, also where there was no answer. */
  static final Duration PAUSE = Duration.ofMinutes(10);

  /** An answer older than that says nothing about now. */
  static final Duration GOOD = Duration.ofHours(1);

  static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Milliseconds there and back; the offset is uncertain by half of it. */
  private static final long SLOWEST = 1_000;

  /** Of a server that is synchronised, RFC 5905 section 7.3. */
  private static final int LEAST_STRATUM = 1;

  private static final int MOST_STRATUM = 15;

  private record NtpAnswer(long millis, Instant at) {}

  private final Optional<NtpSettings> server;
  private final Clock clock;
  private final Duration timeout;
  private Instant notBefore = Instant.MIN;
  private volatile Optional<NtpAnswer> latest = Optional.empty();

  /**
   * @param timeout how long an answer is waited for
   */
  NtpOffset(Optional<NtpSettings> server, Clock clock, Duration timeout) {
    this.server = server;
    this.clock = clock;
    this.timeout = timeout;
  }

  /**
   * The server's time minus this node's, in milliseconds; empty where none is asked or none has
   * answered for long. Never waits.
   */
  Optional<Long> latest() {
    Instant oldest = clock.instant().minus(GOOD);
    return latest.filter(answer -> answer.at().isAfter(oldest)).map(NtpAnswer::millis);
  }

  /** Asks, if it is time; waits for the answer some seconds at most. Not for many threads. */
  void askIfDue() {
    Instant now = clock.instant();
    if (server.isEmpty() || now.isBefore(notBefore)) {
      return;
    }
    notBefore = now.plus(PAUSE);
    try {
      latest = Optional.of(new NtpAnswer(ask(server.get()), now));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the NTP server tells no time: {0}", e.getMessage());
    }
  }

  private long ask(NtpSettings server) throws IOException {
    NTPUDPClient client = new NTPUDPClient();
    client.setDefaultTimeout(timeout);
    try {
      TimeInfo info = client.getTime(InetAddress.getByName(server.host()), server.port());
      info.computeDetails();
      return offset(info);
    } finally {
      client.close();
    }
  }

  private static long offset(TimeInfo info) throws IOException {
    NtpV3Packet answer = info.getMessage();
    boolean synchronised =
        answer.getMode() == NtpV3Packet.MODE_SERVER
            && answer.getLeapIndicator() != NtpV3Packet.LI_ALARM_CONDITION
            && answer.getStratum() >= LEAST_STRATUM
            && answer.getStratum() <= MOST_STRATUM;
    Long offset = info.getOffset();
    Long delay = info.getDelay();
    if (!synchronised || offset == null || delay == null || delay > SLOWEST) {
      throw new IOException("it is not synchronised or too slow");
    }
    return offset;
  }
}
