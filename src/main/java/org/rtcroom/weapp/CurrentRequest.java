package org.rtcroom.weapp;

import java.util.Optional;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.Unproxied;

/**
 * The request this thread is serving. Good on the request's own thread only: what comes later, when
 * the cloud has answered, works with the {@link WeappRequest} taken from here before. The thread
 * holds it, because a bean of CDI's request scope is made for each request and looked up at each
 * call.
 */
@Unproxied
public class CurrentRequest {

  private static final class AtHand {
    private WeappRequest incoming = WeappRequest.NONE;
    private Optional<Actor> actor = Optional.empty();
  }

  private final ThreadLocal<AtHand> atHand = ThreadLocal.withInitial(AtHand::new);

  WeappRequest incoming() {
    return atHand.get().incoming;
  }

  void begin(WeappRequest request) {
    atHand.get().incoming = request;
  }

  void identified(Actor who) {
    atHand.get().actor = Optional.of(who);
  }

  /** Who is calling, or, before that is known, nobody from where the request comes from. */
  Actor actor() {
    AtHand now = atHand.get();
    return now.actor.orElseGet(() -> Callers.actor(now.incoming, Optional.empty(), Proof.NONE));
  }

  /** This thread lets the request go. */
  void end() {
    atHand.remove();
  }
}
