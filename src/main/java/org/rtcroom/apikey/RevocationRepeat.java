package org.rtcroom.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import org.rtcroom.chain.EndingRepeat;
import org.rtcroom.chain.Endings;
import org.rtcroom.kernel.Actor;

/** Ends again the API keys that a restored database has brought back to life. */
@ApplicationScoped
class RevocationRepeat implements EndingRepeat {

  private static final ApiKey SERVICE = new ApiKey(Endings.AGAIN, EnumSet.of(ApiKey.Role.ADMIN));

  @Inject KeyRegistry registry;

  @Override
  public Sort sort() {
    return Sort.API_KEY;
  }

  @Override
  public boolean repeat(String keyId, List<Long> lines) {
    registry.revoke(keyId, Actor.SERVICE, SERVICE);
    return true;
  }
}
