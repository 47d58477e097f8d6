package org.rtcroom.identity.store;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.rtcroom.identity.StoreUnavailable;
import org.rtcroom.identity.TokenStore;
import org.rtcroom.identity.UserId;

/** The token generations in table {@code user_generation}. */
@ApplicationScoped
public class JpaTokenStore implements TokenStore {

  /** A row is never deleted, so the second attempt finds what the first collided with. */
  private static final int ATTEMPTS = 3;

  @EJB GenerationRows rows;

  @Override
  public long advance(UserId user, int by) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      OptionalLong generation = answered(() -> rows.advance(user.value(), by));
      if (generation.isPresent()) {
        return generation.getAsLong();
      }
    }
    throw new IllegalStateException("the generation of a user could not be increased");
  }

  @Override
  public long generation(UserId user) {
    return answered(() -> rows.generation(user.value())).orElse(0);
  }

  private static OptionalLong answered(Supplier<OptionalLong> call) {
    try {
      return call.get();
    } catch (EJBException e) {
      throw new StoreUnavailable(e);
    }
  }
}
