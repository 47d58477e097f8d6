package org.rtcroom.apikey;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rtcroom.accesslog.AccessLine;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineRow;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Warrant;

/**
 * What keys may agree to, read from the access log each time: such acts are few. Throws {@link
 * DatabaseUnavailable} if the database does not answer.
 */
@ApplicationScoped
public class Warrants {

  private static final List<String> KINDS =
      List.of(
          AccessKind.KEY_CREATED.name(),
          AccessKind.KEY_CONFIRMED.name(),
          AccessKind.KEY_REVOKED.name());

  @EJB Transactions transactions;
  @Inject ActSignatures acts;

  /**
   * The warrant of a key; empty if nobody confirmed it. The key of demo mode, which there is only
   * one of, needs none; that of the first administrator has none.
   */
  public Optional<Warrant> of(ApiKey key) {
    return key.id().equals(DemoApiKey.ID)
        ? Optional.of(new Warrant(DemoApiKey.ID, DemoApiKey.ID, Instant.EPOCH))
        : transactions.commit(this::book).warrant(key.id());
  }

  /** The lines that count: an act without its signature is void, but for what ends a key. */
  KeyBook book(EntityManager entities) {
    return KeyBook.of(
        entities
            .createQuery(
                "select l from AccessLine l where l.kind in :kinds"
                    + " order by l.atMillis, l.chain, l.seq",
                AccessLine.class)
            .setParameter("kinds", KINDS)
            .getResultStream()
            .map(LineRow::line)
            .filter(line -> counts(entities, line))
            .toList());
  }

  private boolean counts(EntityManager entities, Line line) {
    return line.kind().equals(AccessKind.KEY_REVOKED.name())
        || acts.genuine(entities.unwrap(Connection.class), line);
  }
}
