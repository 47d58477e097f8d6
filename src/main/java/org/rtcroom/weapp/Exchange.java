package org.rtcroom.weapp;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.rtcroom.room.Actor;
import org.rtcroom.room.Proof;

/**
 * The request this thread is serving. Good on the request's own thread only: what comes later, when
 * the cloud has answered, works with the {@link Incoming} taken from here before.
 */
@RequestScoped
public class Exchange {

  private Incoming incoming = Incoming.NONE;
  private Optional<Actor> actor = Optional.empty();

  Incoming incoming() {
    return incoming;
  }

  void begin(Incoming request) {
    incoming = request;
  }

  void identified(Actor who) {
    actor = Optional.of(who);
  }

  /** Who is calling, or, before that is known, nobody from where the request comes from. */
  Actor actor() {
    return actor.orElseGet(() -> Callers.actor(incoming, Optional.empty(), Proof.NONE));
  }
}
