package org.rtcroom.identity.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rtcroom.database.Dialect;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Question;
import org.rtcroom.identity.TokenStore;
import org.rtcroom.kernel.UserId;

/** One row per user in table {@code user_generation}. */
@ApplicationScoped
public class GenerationRows implements TokenStore {

  /** The order keeps two nodes from waiting for each other. */
  private static final String ADVANCE_ON_POSTGRESQL =
      """
      insert into user_generation (user_id, generation)
      select advanced.user_id, advanced.step
      from unnest(cast(? as varchar[]), cast(? as bigint[])) as advanced (user_id, step)
      order by advanced.user_id
      on conflict (user_id) do update
      set generation = user_generation.generation + excluded.generation
      returning user_id, generation
      """;

  /** Its one node has one writer at a time. */
  private static final String ADVANCE_ON_H2 =
      """
      select user_id, generation from final table (
        merge into user_generation as kept
        using unnest(cast(? as varchar array), cast(? as bigint array)) as advanced (user_id, step)
        on kept.user_id = advanced.user_id
        when matched then update set generation = kept.generation + advanced.step
        when not matched then insert (user_id, generation)
          values (advanced.user_id, advanced.step))
      """;

  private static final String GENERATION =
      "select generation from user_generation where user_id = ?";

  /** The number of the newest document about a restored database, which only goes up. */
  private static final String EPOCH =
      "select coalesce(max(number), 0) from key_document where kind = 'RESTORED'";

  @Inject Question question;

  /**
   * Advances users, in one statement, within the caller's transaction. A user without a row starts
   * from 0.
   *
   * @param steps by how much each
   * @return the new generation of each
   */
  public static Map<UserId, Long> advance(Jdbc jdbc, Map<UserId, Long> steps) {
    List<String> users = steps.keySet().stream().map(UserId::value).toList();
    List<Long> widths = List.copyOf(steps.values());
    Map<UserId, Long> reached = new HashMap<>();
    jdbc.list(
        row -> reached.put(UserId.of(row.getString(1)), row.getLong(2)),
        jdbc.dialect() == Dialect.H2 ? ADVANCE_ON_H2 : ADVANCE_ON_POSTGRESQL,
        users,
        widths);
    return reached;
  }

  @Override
  public long generation(UserId user) {
    return question
        .ask(jdbc -> jdbc.first(row -> row.getLong(1), GENERATION, user.value()))
        .orElse(0L);
  }

  @Override
  public long epoch() {
    return question.ask(jdbc -> jdbc.first(row -> row.getLong(1), EPOCH)).orElse(0L);
  }
}
