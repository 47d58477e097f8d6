package org.rtcroom.identity.store;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.rtcroom.identity.TokenStore;
import org.rtcroom.identity.UserId;

/** The token generations in table {@code user_generation}. */
@ApplicationScoped
public class DatabaseTokenStore implements TokenStore {

  @EJB StoreTransaction transaction;

  @Override
  public long generation(UserId user) {
    return transaction.run(connection -> GenerationRows.generation(connection, user));
  }
}
