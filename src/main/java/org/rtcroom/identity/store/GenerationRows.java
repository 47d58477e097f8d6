package org.rtcroom.identity.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rtcroom.database.Dialect;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Question;
import org.rtcroom.identity.TokenStore;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.UserId;

/** One row per user in table {@code user_generation}, by the user's pseudonym. */
@ApplicationScoped
public class GenerationRows implements TokenStore {

  /** The order keeps two nodes from waiting for each other. */
  private static final String ADVANCE_ON_POSTGRESQL =
      """
      insert into user_generation (pseudonym, generation)
      select advanced.pseudonym, advanced.step
      from unnest(cast(? as varchar[]), cast(? as bigint[])) as advanced (pseudonym, step)
      order by advanced.pseudonym
      on conflict (pseudonym) do update
      set generation = user_generation.generation + excluded.generation
      returning pseudonym, generation
      """;

  /** Its one node has one writer at a time. */
  private static final String ADVANCE_ON_H2 =
      """
      select pseudonym, generation from final table (
        merge into user_generation as kept
        using unnest(cast(? as varchar array), cast(? as bigint array)) as advanced (pseudonym, step)
        on kept.pseudonym = advanced.pseudonym
        when matched then update set generation = kept.generation + advanced.step
        when not matched then insert (pseudonym, generation)
          values (advanced.pseudonym, advanced.step))
      """;

  private static final String GENERATION =
      "select generation from user_generation where pseudonym = ?";

  @Inject Question question;
  @Inject Pseudonyms pseudonyms;

  /**
   * Advances users, in one statement, within the caller's transaction. A user without a row starts
   * from 0.
   *
   * @param steps by how much each
   * @return the new generation of each
   */
  public static Map<UserId, Long> advance(
      Jdbc jdbc, Pseudonyms pseudonyms, Map<UserId, Long> steps) {
    Map<String, UserId> users = new LinkedHashMap<>();
    steps.keySet().forEach(user -> users.put(pseudonyms.ofUser(user), user));
    List<Long> widths = users.values().stream().map(steps::get).toList();
    Map<UserId, Long> reached = new HashMap<>();
    jdbc.list(
        row -> reached.put(users.get(row.getString(1)), row.getLong(2)),
        jdbc.dialect() == Dialect.H2 ? ADVANCE_ON_H2 : ADVANCE_ON_POSTGRESQL,
        List.copyOf(users.keySet()),
        widths);
    return reached;
  }

  @Override
  public long generation(UserId user) {
    return question
        .ask(jdbc -> jdbc.first(row -> row.getLong(1), GENERATION, pseudonyms.ofUser(user)))
        .orElse(0L);
  }
}
