package org.rtcroom.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Outcome;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Change;
import org.rtcroom.room.GroupOwner;
import org.rtcroom.room.Journal;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.Position;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.RoomType;
import org.rtcroom.room.Terms;

/** Changes of different sessions share a transaction, but not their fate. */
class RecordingTest {

  /** Recorded alone, while all others queue. */
  private static final Change FIRST = begins("first");

  private final CountDownLatch queued = new CountDownLatch(1);
  private final Database database = new Database();
  private final Recording recording = new Recording();

  RecordingTest() {
    recording.transaction = database;
    recording.rows = database.rows;
    recording.reads = new NoClaims();
  }

  @Test
  void changesThatWaitTogetherShareATransaction() {
    List<CompletableFuture<Position>> ends = record(begins("b"), begins("a"), goesOn(7));

    assertThat(ends).extracting(end -> end.join().hash()).containsExactly("b", "a", "seq 7");
    assertThat(database.transactions).containsExactly(List.of("first"), List.of("a", "b", "seq 7"));
  }

  @Test
  void aChangeThatIsRefusedCostsTheOthersNothing() {
    database.failing = change -> isNamed(change, "a") ? new Journal.LostRace("elsewhere") : null;
    List<CompletableFuture<Position>> ends = record(begins("b"), begins("a"));

    assertThat(ends.get(0).join().hash()).isEqualTo("b");
    assertThatThrownBy(ends.get(1)::join).hasCauseInstanceOf(Journal.LostRace.class);
    assertThat(database.transactions)
        .containsExactly(List.of("first"), List.of("a", "b"), List.of("a"), List.of("b"));
  }

  @Test
  void anEvictionOfAMemberThatAnotherNodeHeardIsRefusedAndTheOthersShareTheirTransaction() {
    Journal.StaleEviction heard = new Journal.StaleEviction(Set.of(UserId.of("ann")));
    database.failing = change -> isNamed(change, "open") ? heard : null;
    List<CompletableFuture<Position>> ends = record(begins("b"), goesOn(3), begins("a"));

    assertThat(problem(ends.get(1))).isSameAs(heard);
    assertThat(ends.get(0).join().hash()).isEqualTo("b");
    assertThat(ends.get(2).join().hash()).isEqualTo("a");
    assertThat(database.transactions).containsExactly(List.of("first"), List.of("a", "b"));
  }

  @Test
  void anEvictionAloneOfAMemberThatAnotherNodeHeardIsRefusedAsSuch() {
    database.failing =
        change ->
            isNamed(change, "open") ? new Journal.StaleEviction(Set.of(UserId.of("ann"))) : null;

    assertThat(problem(record(goesOn(3)).get(0)))
        .isInstanceOfSatisfying(
            Journal.StaleEviction.class,
            e -> assertThat(e.members()).containsExactly(UserId.of("ann")));
  }

  @Test
  void aBrokenKeyIsTheFaultOfOneChange() {
    database.failing = change -> isNamed(change, "b") ? sql("23505") : null;
    List<CompletableFuture<Position>> ends = record(begins("b"), begins("a"));

    assertThatThrownBy(ends.get(0)::join).hasCauseInstanceOf(Journal.NotRecorded.class);
    assertThat(ends.get(1).join().hash()).isEqualTo("a");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNotAskedForEachChange() {
    database.failing = change -> isNamed(change, "first") ? null : sql("08006");
    List<CompletableFuture<Position>> ends = record(begins("b"), begins("a"));

    List<Throwable> problems = ends.stream().map(RecordingTest::problem).toList();
    assertThat(problems).hasOnlyElementsOfType(Journal.NotRecorded.class).doesNotHaveDuplicates();
    assertThat(database.transactions).hasSize(2);
  }

  @Test
  void aCommitWithoutAnAnswerIsUnknownToAllOfThem() {
    database.silent = true;
    List<CompletableFuture<Position>> ends = record(begins("b"), goesOn(3));

    for (CompletableFuture<Position> end : ends) {
      assertThat(problem(end)).isInstanceOf(Journal.OutcomeUnknown.class);
    }
    assertThat(database.transactions).hasSize(2);
  }

  /** The first change holds the database until the others wait in this order. */
  private List<CompletableFuture<Position>> record(Change... changes) {
    CompletableFuture<Position> first = inAThread(FIRST);
    while (database.transactions.isEmpty()) {
      Thread.onSpinWait();
    }
    List<CompletableFuture<Position>> ends = new ArrayList<>();
    for (Change change : changes) {
      ends.add(inAThread(change));
      while (recording.waiting() < ends.size()) {
        Thread.onSpinWait();
      }
    }
    queued.countDown();
    assertThat(first.join().hash()).isEqualTo("first");
    return ends;
  }

  private CompletableFuture<Position> inAThread(Change change) {
    CompletableFuture<Position> end = new CompletableFuture<>();
    new Thread(() -> end.completeAsync(() -> recording.record(change), Runnable::run)).start();
    return end;
  }

  private static Throwable problem(CompletableFuture<Position> end) {
    return Objects.requireNonNull(
        catchThrowableOfType(CompletionException.class, end::join).getCause());
  }

  private static RuntimeException sql(String state) {
    return new IllegalStateException(new SQLException("refused", state));
  }

  private static boolean isNamed(Change change, String room) {
    return change.after().terms().roomId().equals(room);
  }

  private static Change begins(String room) {
    return change(Optional.empty(), room);
  }

  private static Change goesOn(long seq) {
    return change(Optional.of(new Position(seq, "before", Instant.EPOCH)), "open");
  }

  private static Change change(Optional<Position> before, String room) {
    Terms terms =
        new Terms(
            RoomType.DOUBLE,
            room,
            Optional.empty(),
            "",
            "",
            true,
            GroupOwner.NONE,
            Optional.empty());
    RoomState state = RoomState.unopened(SessionId.next(Instant.EPOCH), terms, Instant.EPOCH);
    JournalEntry opened =
        new JournalEntry(new RoomEvent.Opened(terms), Actor.SERVICE, Instant.EPOCH);
    return new Change(before, List.of(opened), state, Set.of());
  }

  private static String name(Change change) {
    return change
        .before()
        .map(position -> "seq " + position.seq())
        .orElse(change.after().terms().roomId());
  }

  private static final class NoClaims extends ShortReads {
    @Override
    Optional<SessionHead> holder(Change change) {
      return Optional.empty();
    }
  }

  /** Takes note of what was written in which transaction, committed or not. */
  private final class Database extends Transactions {
    private final List<List<String>> transactions = new CopyOnWriteArrayList<>();
    private final Rows rows = new Rows();
    private Function<Change, RuntimeException> failing = change -> null;
    private boolean silent;

    private final Jdbc unused =
        new Jdbc(
            (Connection)
                Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                      throw new UnsupportedOperationException(method.getName());
                    }));

    @Override
    public <T> Outcome<T> runStatements(Function<Jdbc, T> work) {
      List<String> written = new CopyOnWriteArrayList<>();
      boolean alone = transactions.isEmpty();
      rows.written = written;
      transactions.add(written);
      if (alone) {
        awaitOthers();
      }
      try {
        T result = work.apply(unused);
        return silent && !alone
            ? new Outcome.Unknown<>(sql("08007"))
            : new Outcome.Committed<>(result);
      } catch (RuntimeException e) {
        return new Outcome.RolledBack<>(e);
      }
    }

    private void awaitOthers() {
      try {
        queued.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final class Rows extends ChangeRows {
    private List<String> written = List.of();

    @Override
    void requireSilent(Jdbc jdbc, Change change) {
      if (database.failing.apply(change) instanceof Journal.StaleEviction heard) {
        throw heard;
      }
    }

    @Override
    List<Position> write(Jdbc jdbc, List<Change> changes) {
      changes.forEach(change -> written.add(name(change)));
      for (Change change : changes) {
        RuntimeException failure = database.failing.apply(change);
        if (failure != null) {
          throw failure;
        }
      }
      return changes.stream().map(change -> new Position(0, name(change), Instant.EPOCH)).toList();
    }
  }
}
