package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;

/**
 * Any commands in any order, by several users in several live_rooms: the rooms are what a small
 * model of their own says, and what their lines amount to. Now and then the clock runs backwards
 * and the journal does not record.
 */
class RandomCommandsTest {

  enum Kind {
    OPEN,
    JOIN,
    JOIN_AGAIN,
    LEAVE,
    REMOVE,
    CLOSE,
    HEARTBEAT,
    COME,
    GO,
    COUNT,
    SET,
    CLOCK_FORTH,
    CLOCK_BACK,
    RESTART
  }

  record Step(Kind kind, String roomId, UserId user, int number, MemoryJournal.Fate fate) {
    RoomKey key() {
      return RoomKey.of(RoomType.LIVE, roomId);
    }

    String field() {
      return "f" + number;
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> step =
        Combinators.combine(
                Arbitraries.of(Kind.class),
                Arbitraries.of("r1", "r2"),
                Arbitraries.of("ann", "bob", "cat", "dan", "eve", "fay").map(UserId::of),
                Arbitraries.integers().between(0, 2),
                Arbitraries.frequencyOf(
                    net.jqwik.api.Tuple.of(20, Arbitraries.just(MemoryJournal.Fate.RECORDED)),
                    net.jqwik.api.Tuple.of(1, Arbitraries.of(MemoryJournal.Fate.class))))
            .as(Step::new);
    return step.list().ofMinSize(1).ofMaxSize(120);
  }

  private Site site = new Site();
  private RoomModel model = new RoomModel();

  @Property(tries = 400)
  void roomsAreWhatTheModelSaysAndWhatTheirLinesAmountTo(@ForAll("steps") List<Step> steps) {
    site = new Site(Map.of("roomservice.rooms.live-room.audience-list", "" + RoomModel.LISTED));
    model = new RoomModel();
    for (Step step : steps) {
      take(step);
      roomsEqualTheModel();
      linesAreInOrder();
    }
  }

  private void take(Step step) {
    switch (step.kind) {
      case CLOCK_FORTH -> site.clock.advance(Duration.ofMillis(1 + step.number));
      case CLOCK_BACK -> site.clock.jump(Duration.ofSeconds(-1 - step.number));
      case RESTART -> site = site.restarted();
      default -> command(step);
    }
  }

  /** A command that is not recorded must change nothing, so the model does not hear of it. */
  private void command(Step step) {
    site.journal.next(step.fate);
    int before = site.journal.recordings();
    Optional<Problem> outcome = carryOut(step);
    boolean reached = site.journal.recordings() > before;
    site.journal.next();
    boolean lost =
        reached
            && (step.fate == MemoryJournal.Fate.REFUSED
                || step.fate == MemoryJournal.Fate.UNKNOWN_LOST);
    if (lost) {
      assertThat(outcome).isEqualTo(unrecorded(step));
      return;
    }
    Optional<Problem> expected = expect(step);
    boolean unanswered = reached && step.fate == MemoryJournal.Fate.UNKNOWN_RECORDED;
    assertThat(outcome).as("%s", step).isEqualTo(unanswered ? unrecorded(step) : expected);
  }

  /** A heartbeat counts, whatever becomes of the status that it declares. */
  private static Optional<Problem> unrecorded(Step step) {
    return step.kind == Kind.HEARTBEAT ? Optional.empty() : Optional.of(Problem.TRY_AGAIN);
  }

  private Optional<Problem> carryOut(Step step) {
    try {
      onSite(step);
      return Optional.empty();
    } catch (RoomException e) {
      return Optional.of(e.problem());
    }
  }

  private Object onSite(Step step) {
    Actor actor = Site.actor(step.user);
    RoomKey key = step.key();
    return switch (step.kind) {
      case OPEN -> Outcomes.done(site.open(RoomType.LIVE, step.roomId, step.user));
      case JOIN -> join(step, step.user.value());
      case JOIN_AGAIN -> join(step, "name" + step.number);
      case LEAVE -> site.lifecycle.leave(key, step.user, actor);
      case REMOVE -> site.remove(key, step.user);
      case CLOSE -> site.lifecycle.close(key, step.user, actor);
      case HEARTBEAT ->
          site.lifecycle.heartbeat(key, step.user, Optional.of((long) step.number), actor);
      case COME -> site.audience.come(key, new Viewer(step.user, ""), actor);
      case GO -> site.audience.go(key, step.user, actor);
      case COUNT -> site.audience.count(key, step.user, step.field(), step.number - 1L, actor);
      case SET -> site.audience.set(key, step.user, step.field(), text(step), actor);
      case CLOCK_FORTH, CLOCK_BACK, RESTART -> throw new IllegalArgumentException();
    };
  }

  private RoomState join(Step step, String name) {
    Member member = new Member(step.user, name, "", Optional.empty(), 0);
    RoomRequest wish = Site.wish(RoomType.LIVE, step.roomId);
    return Outcomes.done(site.lifecycle.join(wish, member, Site.actor(step.user))).state();
  }

  private static FieldValue text(Step step) {
    return new FieldValue.Text(step.user.value());
  }

  private Optional<Problem> expect(Step step) {
    String id = step.roomId;
    return switch (step.kind) {
      case OPEN -> model.open(id, step.user);
      case JOIN -> model.join(id, step.user, step.user.value());
      case JOIN_AGAIN -> model.join(id, step.user, "name" + step.number);
      case LEAVE -> model.leave(id, step.user);
      case REMOVE -> model.remove(id, step.user);
      case CLOSE -> model.close(id, step.user);
      case HEARTBEAT -> model.heartbeat(id, step.user, step.number);
      case COME -> model.come(id, step.user);
      case GO -> model.go(id, step.user);
      case COUNT -> model.count(id, step.user, step.field(), step.number - 1L);
      case SET -> model.set(id, step.user, step.field(), step.user.value());
      case CLOCK_FORTH, CLOCK_BACK, RESTART -> throw new IllegalArgumentException();
    };
  }

  private void roomsEqualTheModel() {
    for (String id : List.of("r1", "r2")) {
      Optional<RoomState> room = site.directory.find(RoomKey.of(RoomType.LIVE, id));
      RoomModel.Open expected = model.rooms.get(id);
      assertThat(room.isPresent()).isEqualTo(expected != null);
      if (room.isPresent() && expected != null) {
        equal(room.get(), expected);
      }
    }
    assertThat(site.directory.size()).isEqualTo(model.rooms.size());
    long active = model.rooms.values().stream().filter(r -> !r.members.isEmpty()).count();
    assertThat(
            site.directory.list(
                IdSpace.LIVE, "", Optional.of(Site.ANN), false, new ListRange(0, 9)))
        .hasSize((int) active);
  }

  private void equal(RoomState room, RoomModel.Open expected) {
    Map<String, Object> info = new HashMap<>();
    room.customInfo().forEach((field, value) -> info.put(field, plain(value)));
    assertThat(room.creator()).contains(expected.creator);
    assertThat(room.members()).extracting(Member::userId).isEqualTo(expected.members);
    assertThat(room.members().stream().collect(Collectors.toMap(Member::userId, Member::nickname)))
        .isEqualTo(expected.names);
    assertThat(room.removed()).isEqualTo(expected.removed);
    assertThat(info).isEqualTo(expected.info);
    assertThat(room.statusCode()).isEqualTo(expected.status);
    assertThat(room.audience().newestFirst()).extracting(Viewer::userId).isEqualTo(expected.listed);
    assertThat(room.audience().count()).isEqualTo(expected.watching.size());
    assertThat(site.journal.load(room.sessionId()).map(RecordedSession::state)).contains(room);
    assertThat(site.journal.load(room.sessionId()).map(RecordedSession::position))
        .isEqualTo(site.directory.position(room.key()));
  }

  private static Object plain(FieldValue value) {
    return value instanceof FieldValue.Counter counter
        ? counter.value()
        : ((FieldValue.Text) value).value();
  }

  /** No gaps, no time backwards, one beginning, one end, at most one open session of an id. */
  private void linesAreInOrder() {
    Set<RoomKey> open = new HashSet<>();
    for (SessionId session : site.journal.sessionIds()) {
      List<JournalEntry> lines = site.journal.lines(session);
      RecordedSession recorded = site.journal.load(session).orElseThrow();
      assertThat(recorded.position().seq()).isEqualTo(lines.size() - 1L);
      assertThat(lines).extracting(JournalEntry::at).isSorted();
      assertThat(lines.get(0).event()).isInstanceOf(RoomEvent.Opened.class);
      assertThat(numberOf(lines, RoomEvent.Opened.class::isInstance)).isEqualTo(1);
      boolean closed = numberOf(lines, RoomEvent.Closed.class::isInstance) == 1;
      assertThat(recorded.state().open()).isEqualTo(!closed);
      assertThat(closed || open.add(recorded.state().key())).isTrue();
    }
  }

  private static long numberOf(List<JournalEntry> lines, Function<RoomEvent, Boolean> wanted) {
    return lines.stream().map(JournalEntry::event).filter(wanted::apply).count();
  }
}
