package org.rtcroom.identity.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.rtcroom.database.Question;
import org.rtcroom.identity.TokenStore;
import org.rtcroom.kernel.UserId;

/** The token generations in table {@code user_generation}. */
@ApplicationScoped
public class DatabaseTokenStore implements TokenStore {

  @Inject Question question;

  @Override
  public long generation(UserId user) {
    return question.ask(jdbc -> GenerationRows.generation(jdbc, user));
  }
}
