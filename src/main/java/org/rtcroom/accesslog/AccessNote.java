package org.rtcroom.accesslog;

import jakarta.persistence.EntityManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.identity.Advance;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.UserId;

/** A line to be written into the access log. */
public final class AccessNote {

  public final AccessKind kind;
  public final Actor actor;
  public final Map<String, Object> details;
  public final Map<String, String> personal;

  /** What is written in the transaction of the line, once the line is made. */
  public final BiConsumer<EntityManager, Line> together;

  /** The advance that is made in the same transaction, if any. */
  final Optional<Advance> advance;

  /** The generation that was reached, once the line is committed. */
  long generation;

  /** The refusals this note tells of, if it does. */
  Optional<Refusals.RefusalCount> refusals = Optional.empty();

  public AccessNote(AccessKind kind, Actor actor, Map<String, ?> details) {
    this(kind, actor, details, Map.of(), Optional.empty());
  }

  AccessNote(
      AccessKind kind,
      Actor actor,
      Map<String, ?> details,
      Map<String, String> personal,
      Optional<Advance> advance) {
    this(kind, actor, details, personal, advance, (entities, line) -> {});
  }

  public AccessNote(
      AccessKind kind,
      Actor actor,
      Map<String, ?> details,
      Map<String, String> personal,
      BiConsumer<EntityManager, Line> together) {
    this(kind, actor, details, personal, Optional.empty(), together);
  }

  private AccessNote(
      AccessKind kind,
      Actor actor,
      Map<String, ?> details,
      Map<String, String> personal,
      Optional<Advance> advance,
      BiConsumer<EntityManager, Line> together) {
    this.kind = kind;
    this.actor = actor;
    this.details = new LinkedHashMap<>(details);
    this.personal = Map.copyOf(personal);
    this.advance = advance;
    this.together = together;
  }

  public static AccessNote of(Refusals.RefusalCount counted) {
    Refusals.RefusedCall refusal = counted.refusal();
    Actor actor =
        new Actor(
            refusal.user(), refusal.proof(), refusal.address(), "", refusal.via(), "", "", "", "");
    AccessNote note =
        new AccessNote(
            AccessKind.REFUSED,
            actor,
            Map.of(
                "operation", refusal.operation(),
                "code", (long) refusal.code(),
                "count", counted.count(),
                "minute", counted.minute().toEpochMilli()));
    note.refusals = Optional.of(counted);
    return note;
  }

  public LineContent content() {
    return LineContent.of(details, personal, actor);
  }

  public Optional<String> user() {
    return actor.user().map(UserId::value).or(() -> Optional.ofNullable(personal.get("user")));
  }

  public Optional<String> address() {
    return Optional.of(actor.address())
        .filter(text -> !text.isEmpty())
        .or(() -> Optional.ofNullable(personal.get("address")));
  }
}
