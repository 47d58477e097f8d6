package org.rtcroom.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashTreePSet;
import org.pcollections.OrderedPMap;
import org.pcollections.TreePVector;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Audience;
import org.rtcroom.room.FieldValue;
import org.rtcroom.room.GroupOwner;
import org.rtcroom.room.Member;
import org.rtcroom.room.Phase;
import org.rtcroom.room.Reason;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.RoomType;
import org.rtcroom.room.Terms;
import org.rtcroom.room.Viewer;
import org.rtcroom.stream.StreamName;

/** The events behind the samples of journal-format.md, in the order they stand there. */
final class Samples {

  static final String NODE = "node1";
  static final SessionId SESSION = new SessionId("019c13a8-8a00-7000-8000-000000000001");
  static final Instant OPENED = Instant.parse("2026-01-31T12:00:00Z");

  static final Actor ANN =
      new Actor(
          Optional.of(user("ann")),
          Proof.TOKEN,
          "192.0.2.1",
          "10.0.0.7",
          "",
          "agent/1.0",
          "iOS",
          "token-1",
          "request-1");

  private static final Terms TERMS =
      new Terms(
          RoomType.LIVE,
          "room_1",
          Optional.of(user("ann")),
          "银行开户 \"1\"",
          "",
          true,
          GroupOwner.SERVER,
          Optional.of(Set.of(user("bob"), user("ann"))));

  private static final Terms BARE =
      new Terms(
          RoomType.WEBRTC,
          "4711",
          Optional.empty(),
          "",
          "class",
          false,
          GroupOwner.NONE,
          Optional.empty());

  private static final Member MEMBER =
      new Member(
          user("ann"),
          "Ann 😀\n",
          "https://example.com/a.png",
          Optional.of(new StreamName("1000_room_1_ann_5f")),
          0);

  private static final Member STREAMLESS = new Member(user("bob"), "", "", Optional.empty(), 1);

  static final RoomEvent OPENED_LIVE = new RoomEvent.Opened(TERMS);
  static final RoomEvent JOINED = new RoomEvent.Joined(MEMBER);
  static final RoomEvent CLOSED = new RoomEvent.Closed(Reason.CREATOR_LEFT);

  private static final Remarks.By BACK_END = new Remarks.By("back end", "key-1");
  private static final Remarks.By AUDITOR = new Remarks.By("auditor", "key-3");

  private Samples() {}

  static List<RoomEvent> events() {
    return List.of(
        new RoomEvent.Opening(TERMS),
        OPENED_LIVE,
        new RoomEvent.Opened(BARE),
        JOINED,
        new RoomEvent.Joined(STREAMLESS),
        new RoomEvent.MemberChanged(MEMBER),
        new RoomEvent.Left(user("ann"), Reason.LEFT, Optional.empty(), ""),
        new RoomEvent.Left(
            user("bob"), Reason.LAPSED, Optional.of(OPENED.plusMillis(61_001)), "inactive"),
        new RoomEvent.Vacated(Duration.ofMinutes(15)),
        new RoomEvent.WasSilent(
            user("ann"),
            22,
            List.of(
                new RoomEvent.Silence(OPENED.plusSeconds(1), OPENED.plusMillis(15_500)),
                new RoomEvent.Silence(OPENED.plusSeconds(61), OPENED.plusMillis(72_001)))),
        new RoomEvent.Barred(user("eve")),
        new RoomEvent.StreamKept(user("bob"), OPENED.plusSeconds(61)),
        new RoomEvent.HeardAgain(user("bob")),
        new RoomEvent.StatusChanged(user("ann"), -7),
        new RoomEvent.Counted(
            List.of(
                new RoomEvent.Count(user("ann"), "192.0.2.1", "likes", 3),
                new RoomEvent.Count(user("bob"), "2001:db8::1", "likes", -1),
                new RoomEvent.Count(user("bob"), "2001:db8::1", "gifts", 9_007_199_254_740_993L))),
        new RoomEvent.FieldSet(user("ann"), "topic", new FieldValue.Text("a\tb\\c")),
        new RoomEvent.FieldSet(user("ann"), "likes", new FieldValue.Counter(-1)),
        new RoomEvent.ViewerCame(new Viewer(user("eve"), "{\"n\":1}"), true),
        new RoomEvent.ViewerLeft(user("eve")),
        new RoomEvent.PlayUrlHanded(user("eve"), List.of("s2", "s1")),
        CLOSED,
        new Remarks.Invited(
            List.of(
                new Remarks.Guest(user("bob"), "customer"),
                new Remarks.Guest(user("ann"), "agent")),
            Optional.of(new SessionId("019c13a8-8a00-7000-8000-000000000000")),
            BACK_END),
        new Remarks.Stated(
            "case",
            OPENED.plusSeconds(61),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("4711"),
            BACK_END),
        new Remarks.Stated(
            "recording",
            OPENED.plusSeconds(61),
            Optional.of("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            Optional.of("https://archive.example.com/1"),
            Optional.of(user("bob")),
            Optional.of("{\"seconds\":61}"),
            BACK_END),
        new Remarks.Erased(
            List.of(1L, 4L),
            "consent withdrawn",
            "PIPL art. 47",
            new Remarks.By("administrator", "key-2")),
        new Remarks.Held("dispute 12", AUDITOR),
        new Remarks.LiftAgreed("dispute 12 is settled", AUDITOR),
        new Remarks.RetentionSet(
            "account-opening", OPENED, Instant.ofEpochMilli(1_927_540_800_000L), BACK_END),
        new Remarks.ShorteningAgreed(
            "short", OPENED, Instant.ofEpochMilli(1_769_947_200_000L), AUDITOR),
        new RoomEvent.Snapshot(state()),
        new RoomEvent.Snapshot(vacant()));
  }

  private static RoomState state() {
    return new RoomState(
        SESSION,
        TERMS,
        Phase.ACTIVE,
        Optional.of(user("ann")),
        true,
        OPENED,
        Optional.of(OPENED.plusSeconds(1)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        TreePVector.from(List.of(MEMBER, STREAMLESS)),
        HashTreePSet.from(List.of(user("mallory"), user("eve"))),
        HashTreePSet.singleton(user("bob")),
        2,
        OrderedPMap.<String, FieldValue>empty()
            .plus("topic", new FieldValue.Text("t"))
            .plus("likes", new FieldValue.Counter(2)),
        Audience.of(List.of(new Viewer(user("carol"), "")), List.of(user("zoe"), user("dave"))));
  }

  private static RoomState vacant() {
    Instant then = OPENED.plusSeconds(90);
    RoomState one =
        new RoomEvent.Left(user("ann"), Reason.LEFT, Optional.empty(), "").applyTo(state(), then);
    RoomState none =
        new RoomEvent.Left(user("bob"), Reason.LEFT, Optional.empty(), "").applyTo(one, then);
    return new RoomEvent.Vacated(Duration.ofMinutes(15)).applyTo(none, then);
  }

  static UserId user(String id) {
    return new UserId(id);
  }
}
