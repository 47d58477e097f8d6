package org.rtcroom.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rtcroom.identity.UserId;
import org.rtcroom.room.Actor;
import org.rtcroom.room.Entry;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Proof;
import org.rtcroom.room.RoomEvent;

/** Turns events into the content of lines and back. */
final class LineFormat {

  private LineFormat() {}

  /** What the line of an event says; the actor and the event's own user are personal. */
  static Content content(Entry entry, String node) {
    Written written = new Written();
    EventKind.of(entry.event()).write(entry.event(), written);
    written.detail("node", node);
    Map<String, String> actor = actor(entry.actor());
    if (!actor.isEmpty()) {
      written.personal("actor", actor);
    }
    return Content.of(written.details, written.personal);
  }

  /**
   * The event of a line.
   *
   * @throws Journal.Broken if this version knows no such format or kind, or a field is missing
   */
  static RoomEvent event(Line line, byte[] personalPart) {
    if (line.format() != Line.FORMAT) {
      throw new Journal.Broken(line + ": unknown format " + line.format());
    }
    try {
      return EventKind.valueOf(line.kind())
          .read(Parts.parse(line.details()), Parts.parse(personalPart));
    } catch (Journal.Broken e) {
      throw new Journal.Broken(line + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new Journal.Broken(line + ": cannot be read", e);
    }
  }

  /** What is known of an actor, without what is empty. */
  static Map<String, String> actor(Actor actor) {
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
