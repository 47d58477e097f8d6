package org.rtcroom.journal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Change;
import org.rtcroom.room.GroupOwner;
import org.rtcroom.room.Journal;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.RoomType;
import org.rtcroom.room.Terms;

/** A database that may not be served. */
class ServingTest {

  @Test
  void nothingIsRecordedWhereNothingMayBeServed() {
    Instant now = Instant.EPOCH;
    Terms terms =
        new Terms(
            RoomType.DOUBLE,
            "room",
            Optional.empty(),
            "",
            "",
            true,
            GroupOwner.NONE,
            Optional.empty());
    RoomState room = RoomState.unopened(SessionId.next(now), terms, now);
    JournalEntry opened = new JournalEntry(new RoomEvent.Opened(terms), Actor.SERVICE, now);
    JpaJournal journal = new JpaJournal();
    journal.serving = () -> false;

    assertThatThrownBy(
            () -> journal.record(new Change(Optional.empty(), List.of(opened), room, Set.of())))
        .isInstanceOf(Journal.NotRecorded.class);
  }
}
