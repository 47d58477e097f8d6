package org.rtcroom.chain;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.UserId;

/** How the actor of a line stands in its personal part. */
public final class ActorFields {

  private ActorFields() {}

  /** The fields of an actor, without the empty ones. */
  public static Map<String, String> of(Actor actor) {
    Map<String, String> fields = new LinkedHashMap<>();
    actor.user().map(UserId::value).ifPresent(user -> fields.put("user", user));
    if (actor.proof() != Proof.NONE) {
      fields.put("proof", actor.proof().name());
    }
    putUnlessEmpty(fields, "address", actor.address());
    putUnlessEmpty(fields, "reportedAddress", actor.reportedAddress());
    putUnlessEmpty(fields, "userAgent", actor.userAgent());
    putUnlessEmpty(fields, "platform", actor.platform());
    putUnlessEmpty(fields, "tokenId", actor.tokenId());
    putUnlessEmpty(fields, "requestId", actor.requestId());
    return fields;
  }

  private static void putUnlessEmpty(Map<String, String> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
  }
}
