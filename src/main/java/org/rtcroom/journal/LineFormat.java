package org.rtcroom.journal;

import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.chain.LineFields;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.RoomEvent;

/** Turns events into the content of lines and back. */
public final class LineFormat {

  private LineFormat() {}

  /**
   * What the line of an event says; the actor, the event's own user and what clients chose are
   * personal.
   */
  public static LineContent content(JournalEntry entry, String node, Pseudonyms pseudonyms) {
    LineFields written = new LineFields();
    EventKind.of(entry.event()).write(entry.event(), written);
    if (entry.event() instanceof RoomEvent.OfTerms event) {
      written.detail(TermsFormat.PSEUDONYM, pseudonyms.ofRoom(event.terms().roomId()));
    }
    written.detail("node", node);
    return LineContent.of(written.details, written.personal, entry.actor());
  }

  /**
   * The pseudonym of the room, as a line says that opens a session.
   *
   * @throws BrokenChain if it does not
   */
  public static String roomPseudonym(Line line) {
    return RecordedJson.parse(line.details()).text(TermsFormat.PSEUDONYM);
  }

  /**
   * The event of a line.
   *
   * @throws BrokenChain if this version knows no such format or kind, or a field is missing
   */
  static RoomEvent event(Line line, byte[] personalPart) {
    if (line.format() != Line.FORMAT) {
      throw new BrokenChain(line + ": unknown format " + line.format());
    }
    try {
      return EventKind.valueOf(line.kind())
          .read(RecordedJson.parse(line.details()), RecordedJson.parse(personalPart));
    } catch (BrokenChain e) {
      throw new BrokenChain(line + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new BrokenChain(line + ": cannot be read", e);
    }
  }
}
