package org.rtcroom.room;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.SettableClock;
import org.rtcroom.kernel.ThrottledLog;
import org.rtcroom.kernel.UserId;
import org.rtcroom.settings.Settings;
import org.rtcroom.stream.StreamName;

/** One node with everything a room needs, put together by hand. */
final class Site {

  static final UserId ANN = UserId.of("ann");
  static final UserId BOB = UserId.of("bob");
  static final UserId CAT = UserId.of("cat");

  /** Held, so that it is not forgotten; what a site logs is no matter of these tests. */
  private static final Logger LOG = Logger.getLogger("org.rtcroom.room");

  static {
    LOG.setLevel(Level.OFF);
  }

  private final Map<String, String> written;
  private final MemoryBans keptBans;
  private final Cluster cluster;
  final SettableClock clock;
  final MemoryJournal journal;
  final FakeOutbox outbox;
  final FakeGroups groups;
  final FakeLive live = new FakeLive();
  final RoomSettings settings;
  final RoomDirectory directory = new RoomDirectory();
  final RoomOpener opener = new RoomOpener();
  final RoomLifecycle lifecycle = new RoomLifecycle();
  final NamedSessions sessions = new NamedSessions();
  final RoomAudience audience = new RoomAudience();
  final Bans bans = new Bans();
  final FakeAccessLog accessLog = new FakeAccessLog();
  final Sweep sweep = new Sweep();
  final RoomReplay replay = new RoomReplay();
  final ClusterRound round = new ClusterRound();
  final Pauses pauses = new Pauses();
  private final NewsReader catchUp = new NewsReader();

  Site() {
    this(Map.of());
  }

  Site(Map<String, String> settings) {
    this(
        settings,
        new SettableClock(),
        new MemoryJournal(),
        new MemoryBans(),
        new FakeOutbox(),
        new FakeGroups(),
        MemoryCluster.NONE);
  }

  private Site(
      Map<String, String> written,
      SettableClock clock,
      MemoryJournal journal,
      MemoryBans keptBans,
      FakeOutbox outbox,
      FakeGroups groups,
      Cluster cluster) {
    this.written = written;
    this.clock = clock;
    this.journal = journal;
    this.keptBans = keptBans;
    this.outbox = outbox;
    this.groups = groups;
    this.cluster = cluster;
    settings = new RoomSettings(Settings.of(written));
    settings.read();
    wire();
  }

  /** The same node after its process was killed: the journal stays, the memory is gone. */
  Site restarted() {
    Site after = new Site(written, clock, journal, keptBans, outbox, groups, cluster);
    after.replay.replay();
    return after;
  }

  /** A node of a cluster, with a clock of its own, started. */
  static Site node(MemoryCluster shared, SettableClock clock) {
    Site node =
        new Site(
            Map.of(),
            clock,
            shared.journal,
            shared.bans,
            new FakeOutbox(),
            shared.groups,
            shared.node());
    node.replay.replay();
    return node;
  }

  private void wireOpener(OpeningProcess opening) {
    opener.opening = opening;
    opener.settings = settings;
    opener.groups = groups;
    opener.bans = bans;
    lifecycle.roomOpener = opener;
  }

  private void wirePauses() {
    pauses.clock = clock;
    pauses.stopwatch = clock;
    pauses.accessLog = accessLog;
    pauses.start();
    clock.whileAwake(pauses::lookAndRecord);
    round.pauses = pauses;
    directory.pauses = pauses;
    sweep.pauses = pauses;
  }

  private void wire() {
    wirePauses();
    catchUp.cluster = cluster;
    catchUp.directory = directory;
    catchUp.bans = bans;
    round.cluster = cluster;
    round.directory = directory;
    round.settings = settings;
    round.clock = clock;
    round.stopwatch = clock;
    round.trouble = new ThrottledLog(clock);
    round.begin();
    catchUp.stopwatch = clock;
    lifecycle.cluster = round;
    sweep.cluster = round;
    replay.catchUp = catchUp;
    directory.catchUp = catchUp;
    directory.journal = journal;
    directory.outbox = outbox;
    directory.clock = clock;
    directory.settings = settings;
    OpeningProcess opening = new OpeningProcess();
    opening.directory = directory;
    opening.groups = groups;
    opening.outbox = outbox;
    opening.stopwatch = clock;
    bans.catchUp = catchUp;
    bans.store = keptBans;
    keptBans.accessLog = accessLog;
    bans.clock = clock;
    lifecycle.bans = bans;
    audience.bans = bans;
    replay.bans = bans;
    lifecycle.directory = directory;
    wireOpener(opening);
    lifecycle.settings = settings;
    sessions.directory = directory;
    sessions.settings = settings;
    lifecycle.clock = clock;
    audience.directory = directory;
    audience.settings = settings;
    sweep.directory = directory;
    sweep.settings = settings;
    sweep.groups = groups;
    sweep.live = live;
    sweep.clock = clock;
    sweep.stopwatch = clock;
    sweep.trouble = new ThrottledLog(clock);
    replay.journal = journal;
    replay.directory = directory;
    replay.stopwatch = clock;
  }

  static Actor actor(UserId user) {
    return new Actor(Optional.of(user), Proof.TOKEN, "192.0.2.7", "", "", "", "", "", "");
  }

  static Member member(UserId user) {
    return new Member(user, user.value(), "", Optional.of(new StreamName("1_" + user.value())), 0);
  }

  static RoomRequest wish(RoomType type, String roomId) {
    return new RoomRequest(type, Optional.of(roomId), "a room", "", true);
  }

  CompletionStage<RoomState> open(RoomType type, String roomId, UserId creator) {
    return opener
        .open(wish(type, roomId), Optional.empty(), actor(creator))
        .thenApply(RecordedSession::state);
  }

  CompletionStage<RoomState> join(RoomType type, String roomId, UserId user) {
    return lifecycle
        .join(wish(type, roomId), member(user), actor(user))
        .thenApply(RecordedSession::state);
  }

  /** Puts a user out of the session that is open under that id. */
  RoomState remove(RoomKey key, UserId user) {
    return sessions.remove(name(key), user, Actor.SERVICE).state();
  }

  NamedSessions.Name name(RoomKey key) {
    return directory
        .find(key)
        .map(room -> new NamedSessions.Name(room.sessionId(), key))
        .orElseThrow(() -> new RoomException(Problem.NO_SUCH_ROOM, key.toString()));
  }

  Room room(RoomType type, String roomId) {
    return directory.room(RoomKey.of(type, roomId)).orElseThrow();
  }
}
