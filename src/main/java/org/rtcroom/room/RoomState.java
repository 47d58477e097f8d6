package org.rtcroom.room;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.pcollections.HashTreePSet;
import org.pcollections.OrderedPMap;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;

/**
 * A room as it is after some of its events: the fold of a session's lines.
 *
 * <p>Immutable. {@link RoomRules} decides on it, {@link RoomEvent#applyTo} gives the next one.
 *
 * @param creator the user whose room it is; empty until the first member of a room without one
 * @param members in order of joining
 * @param removed users an operator put out, who may not come back into this session
 * @param kept silent members who stay because their stream still flows
 * @param creatorEntered whether the creator has been a member
 * @param vacatedAt while the room is vacant, since when
 * @param statusCode the number the creator's client last sent with a heartbeat; clients only echo
 *     it
 */
public record RoomState(
    SessionId sessionId,
    Terms terms,
    Phase phase,
    Optional<UserId> creator,
    boolean creatorEntered,
    Instant openedAt,
    Optional<Instant> activatedAt,
    Optional<Instant> vacatedAt,
    Optional<Instant> closedAt,
    Optional<Reason> closedWhy,
    PVector<Member> members,
    PSet<UserId> removed,
    PSet<UserId> kept,
    long statusCode,
    PMap<String, FieldValue> customInfo,
    Audience audience) {

  /** Before its first event a session is nothing but an id and the terms of that event. */
  public static RoomState unopened(SessionId sessionId, Terms terms, Instant at) {
    return new RoomState(
        sessionId,
        terms,
        Phase.OPENING,
        terms.creator(),
        false,
        at,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        TreePVector.empty(),
        HashTreePSet.empty(),
        HashTreePSet.empty(),
        0,
        OrderedPMap.empty(),
        Audience.EMPTY);
  }

  public RoomKey key() {
    return terms.key();
  }

  /** Whether clients can see and enter it. */
  public boolean open() {
    return phase == Phase.CREATED || phase == Phase.ACTIVE || phase == Phase.VACANT;
  }

  /** Whether it exists for named users only. */
  public boolean invited() {
    return terms.admitted().isPresent();
  }

  public Optional<Member> member(UserId userId) {
    for (Member member : members) {
      if (member.userId().equals(userId)) {
        return Optional.of(member);
      }
    }
    return Optional.empty();
  }

  public boolean hasMember(UserId userId) {
    return member(userId).isPresent();
  }

  public boolean createdBy(UserId userId) {
    return creator.filter(userId::equals).isPresent();
  }

  /** Whether the room exists for that user at all. */
  public boolean existsFor(UserId userId) {
    return terms.admitted().map(users -> users.contains(userId)).orElse(true);
  }

  /** The members, the creator first while inside, then in order of joining. */
  public List<Member> creatorFirst() {
    boolean inOrder = members.isEmpty() || createdBy(members.get(0).userId());
    if (inOrder) {
      return members;
    }
    List<Member> ordered = new ArrayList<>(members.size());
    members.stream().filter(member -> createdBy(member.userId())).forEach(ordered::add);
    members.stream().filter(member -> !createdBy(member.userId())).forEach(ordered::add);
    return ordered;
  }

  /** The creator as a member, while inside. */
  public Optional<Member> creatorInside() {
    return creator.flatMap(this::member);
  }

  RoomState with(Consumer<StateDraft> change) {
    StateDraft draft = new StateDraft(this);
    change.accept(draft);
    return draft.state();
  }

  /** A copy under change. Has the fields an event may change; all else stays. */
  static final class StateDraft {
    private final RoomState before;
    Phase phase;
    Optional<UserId> creator;
    boolean creatorEntered;
    Instant openedAt;
    Optional<Instant> activatedAt;
    Optional<Instant> vacatedAt;
    Optional<Instant> closedAt;
    Optional<Reason> closedWhy;
    PVector<Member> members;
    PSet<UserId> removed;
    PSet<UserId> kept;
    long statusCode;
    PMap<String, FieldValue> customInfo;
    Audience audience;

    private StateDraft(RoomState before) {
      this.before = before;
      phase = before.phase;
      creator = before.creator;
      creatorEntered = before.creatorEntered;
      openedAt = before.openedAt;
      activatedAt = before.activatedAt;
      vacatedAt = before.vacatedAt;
      closedAt = before.closedAt;
      closedWhy = before.closedWhy;
      members = before.members;
      removed = before.removed;
      kept = before.kept;
      statusCode = before.statusCode;
      customInfo = before.customInfo;
      audience = before.audience;
    }

    private RoomState state() {
      return new RoomState(
          before.sessionId,
          before.terms,
          phase,
          creator,
          creatorEntered,
          openedAt,
          activatedAt,
          vacatedAt,
          closedAt,
          closedWhy,
          members,
          removed,
          kept,
          statusCode,
          customInfo,
          audience);
    }
  }
}
