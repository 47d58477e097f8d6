package org.rtcroom.identity.store;

import org.rtcroom.database.Dialect;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.UserId;

/**
 * One row in table {@code user_revocation} per user whose tickets were ever refused. Works within
 * the caller's transaction.
 */
final class RevocationRows {

  private static final String MOVE_ON_POSTGRESQL =
      """
      insert into user_revocation (user_id, not_before_millis) values (?, ?)
      on conflict (user_id) do update set not_before_millis =
        greatest(user_revocation.not_before_millis, excluded.not_before_millis)
      """;

  private static final String MOVE_ON_H2 =
      """
      merge into user_revocation as kept
      using (values (cast(? as varchar), cast(? as bigint))) as refused (user_id, moment)
      on kept.user_id = refused.user_id
      when matched then update set not_before_millis =
        greatest(kept.not_before_millis, refused.moment)
      when not matched then insert (user_id, not_before_millis)
        values (refused.user_id, refused.moment)
      """;

  private static final String NOT_BEFORE =
      "select not_before_millis from user_revocation where user_id = ?";

  private RevocationRows() {}

  /** Moves the moment forward; an earlier one changes nothing. */
  static int move(Jdbc jdbc, UserId user, long notBeforeMillis) {
    boolean h2 = jdbc.dialect() == Dialect.H2;
    return jdbc.update(h2 ? MOVE_ON_H2 : MOVE_ON_POSTGRESQL, user.value(), notBeforeMillis);
  }

  /** The moment; 0 if there is none. */
  static long notBeforeMillis(Jdbc jdbc, UserId user) {
    return jdbc.first(row -> row.getLong(1), NOT_BEFORE, user.value()).orElse(0L);
  }
}
