package org.rtcroom.identity.store;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.rtcroom.database.Dialect;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Question;
import org.rtcroom.database.Transactions;
import org.rtcroom.identity.RevocationStore;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.UserId;

/**
 * One row in table {@code user_revocation} per user whose tickets were ever refused, by pseudonym.
 */
@ApplicationScoped
public class RevocationRows implements RevocationStore {

  private static final String MOVE_ON_POSTGRESQL =
      """
      insert into user_revocation (pseudonym, not_before_millis) values (?, ?)
      on conflict (pseudonym) do update set not_before_millis =
        greatest(user_revocation.not_before_millis, excluded.not_before_millis)
      """;

  private static final String MOVE_ON_H2 =
      """
      merge into user_revocation as kept
      using (values (cast(? as varchar), cast(? as bigint))) as refused (pseudonym, moment)
      on kept.pseudonym = refused.pseudonym
      when matched then update set not_before_millis =
        greatest(kept.not_before_millis, refused.moment)
      when not matched then insert (pseudonym, not_before_millis)
        values (refused.pseudonym, refused.moment)
      """;

  private static final String NOT_BEFORE =
      "select not_before_millis from user_revocation where pseudonym = ?";

  @EJB Transactions transaction;
  @Inject Question question;
  @Inject Pseudonyms pseudonyms;

  @Override
  public void refuseBefore(UserId user, Instant notBefore) {
    transaction.commitStatements(
        jdbc -> refuse(jdbc, pseudonyms, Map.of(user, notBefore.toEpochMilli())));
  }

  /**
   * Moves the moments of users on, within the caller's transaction.
   *
   * @param moments milliseconds since 1970
   * @return how many users
   */
  static int refuse(Jdbc jdbc, Pseudonyms pseudonyms, Map<UserId, Long> moments) {
    String move = jdbc.dialect() == Dialect.H2 ? MOVE_ON_H2 : MOVE_ON_POSTGRESQL;
    jdbc.each(
        move,
        List.copyOf(moments.entrySet()),
        moment -> new Object[] {pseudonyms.ofUser(moment.getKey()), moment.getValue()});
    return moments.size();
  }

  @Override
  public Instant notBefore(UserId user) {
    return question
        .ask(
            jdbc ->
                jdbc.first(
                    row -> Instant.ofEpochMilli(row.getLong(1)),
                    NOT_BEFORE,
                    pseudonyms.ofUser(user)))
        .orElse(Instant.EPOCH);
  }
}
