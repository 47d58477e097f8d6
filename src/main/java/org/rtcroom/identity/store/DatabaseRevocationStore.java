package org.rtcroom.identity.store;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.rtcroom.database.Question;
import org.rtcroom.database.Transactions;
import org.rtcroom.identity.RevocationStore;
import org.rtcroom.kernel.UserId;

/** The refused tickets in table {@code user_revocation}. */
@ApplicationScoped
public class DatabaseRevocationStore implements RevocationStore {

  @EJB Transactions transaction;
  @Inject Question question;

  @Override
  public void refuseBefore(UserId user, Instant notBefore) {
    long millis = notBefore.toEpochMilli();
    transaction.commitStatements(jdbc -> RevocationRows.move(jdbc, user, millis));
  }

  @Override
  public Instant notBefore(UserId user) {
    return Instant.ofEpochMilli(question.ask(jdbc -> RevocationRows.notBeforeMillis(jdbc, user)));
  }
}
