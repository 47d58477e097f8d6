package org.rtcroom.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rtcroom.chain.AuditLine;
import org.rtcroom.chain.Chain;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineRow;
import org.rtcroom.database.Outcome;
import org.rtcroom.database.Transactions;
import org.rtcroom.history.AuditReader;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.AccessLog;

/** What the access log says is committed, chained and found again. */
@ExtendWith(ArquillianExtension.class)
class AccessLogIT {

  @Inject AccessLog log;
  @Inject AccessLogWriter writer;
  @Inject AuditReader reader;
  @Inject Transactions transaction;

  private final String user = "u" + UUID.randomUUID();

  @Test
  void whatWasRecordedIsThereWhenRecordReturns() {
    log.record(AccessKind.LOGGED_IN, actor(), Map.of("platform", "WeChat"));

    assertThat(found(Optional.of("LOGGED_IN")))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.details().getString("platform")).isEqualTo("WeChat");
              assertThat(line.personal().getJsonObject("actor").getString("address"))
                  .isEqualTo("192.0.2.9");
            });
  }

  @Test
  void manyAtOnceAreAllThereInOneUnbrokenChain() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Future<?>> calls = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      calls.add(threads.submit(() -> log.record(AccessKind.LOGGED_IN, actor(), Map.of())));
    }
    for (Future<?> call : calls) {
      call.get();
    }
    threads.shutdown();

    assertThat(found(Optional.of("LOGGED_IN"))).hasSize(400);
    String chain = found(Optional.empty()).get(0).chain();
    Outcome<Chain> verified = transaction.run(entities -> whole(entities, chain));
    assertThat(verified).isInstanceOf(Outcome.Committed.class);
  }

  @Test
  void refusalsAreCounted() {
    for (int i = 0; i < 30; i++) {
      log.refused(actor(), "login", 7);
    }
    writer.settleRefusals();
    log.record(AccessKind.LOGGED_OUT, actor(), Map.of());

    long refused =
        found(Optional.of("REFUSED")).stream()
            .mapToLong(line -> line.details().getJsonNumber("count").longValue())
            .sum();
    assertThat(refused).isEqualTo(30);
  }

  private static Chain whole(jakarta.persistence.EntityManager entities, String chain) {
    AccessHead head = entities.find(AccessHead.class, chain);
    List<Line> lines =
        entities
            .createQuery(
                "select l from AccessLine l where l.chain = :chain order by l.seq",
                AccessLine.class)
            .setParameter("chain", chain)
            .getResultStream()
            .map(LineRow::line)
            .toList();
    return Chain.verified(lines, Map.of(), chain, 0).endingAt(head.lastSeq(), head.lastHash());
  }

  private List<AuditLine> found(Optional<String> kind) {
    AccessFilter filter =
        new AccessFilter(
            kind,
            Optional.of(user),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return reader.accessLog(filter, 1_000);
  }

  private Actor actor() {
    return new Actor(
        Optional.of(new UserId(user)), Proof.TOKEN, "192.0.2.9", "", "", "", "", "", "");
  }
}
