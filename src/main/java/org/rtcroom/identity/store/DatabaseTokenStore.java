package org.rtcroom.identity.store;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rtcroom.identity.StoreUnavailable;
import org.rtcroom.identity.TokenStore;
import org.rtcroom.identity.UserId;
import org.rtcroom.turns.Pending;
import org.rtcroom.turns.Turns;

/**
 * The token generations in table {@code user_generation}. Users who log in at the same time are
 * advanced in one transaction.
 */
@ApplicationScoped
public class DatabaseTokenStore implements TokenStore {

  /** Changes of one transaction at most. */
  private static final int TOGETHER = 64;

  @EJB StoreTransaction transaction;

  private final Turns<Advance, Long> turns =
      new Turns<>(TOGETHER, this::advanceTogether, StoreUnavailable::new);

  private record Advance(UserId user, int by) {}

  @Override
  public long advance(UserId user, int by) {
    return turns.carryOut(new Advance(user, by));
  }

  @Override
  public long generation(UserId user) {
    return transaction.run(connection -> GenerationRows.generation(connection, user));
  }

  /** Changes of one user are one change, out of which each gets its part in order of arrival. */
  private void advanceTogether(List<Pending<Advance, Long>> batch) {
    Map<UserId, Long> steps = new HashMap<>();
    batch.forEach(one -> steps.merge(one.command().user(), (long) one.command().by(), Long::sum));
    Map<UserId, Long> reached =
        transaction.run(connection -> GenerationRows.advance(connection, steps));
    reached.replaceAll((user, last) -> last - steps.getOrDefault(user, 0L));
    for (Pending<Advance, Long> one : batch) {
      Advance advance = one.command();
      one.succeed(reached.merge(advance.user(), (long) advance.by(), Long::sum));
    }
  }
}
