package org.rtcroom.identity.store;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.rtcroom.database.Dialect;
import org.rtcroom.database.Question;
import org.rtcroom.database.Transactions;
import org.rtcroom.identity.RevocationStore;
import org.rtcroom.kernel.UserId;

/** One row in table {@code user_revocation} per user whose tickets were ever refused. */
@ApplicationScoped
public class RevocationRows implements RevocationStore {

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

  @EJB Transactions transaction;
  @Inject Question question;

  @Override
  public void refuseBefore(UserId user, Instant notBefore) {
    transaction.commitStatements(
        jdbc ->
            jdbc.update(
                jdbc.dialect() == Dialect.H2 ? MOVE_ON_H2 : MOVE_ON_POSTGRESQL,
                user.value(),
                notBefore.toEpochMilli()));
  }

  @Override
  public Instant notBefore(UserId user) {
    return question
        .ask(
            jdbc ->
                jdbc.first(row -> Instant.ofEpochMilli(row.getLong(1)), NOT_BEFORE, user.value()))
        .orElse(Instant.EPOCH);
  }
}
