package org.rtcroom.room;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.kernel.Warrant;

/** Remarks that holders of API keys add to the record of a session. None changes the room. */
public final class Remarks {

  private Remarks() {}

  /** The types of statements. The names are recorded: they never change meaning. */
  public static final Set<String> STATEMENT_TYPES =
      Set.of(
          "case",
          "agent",
          "helper",
          "consent",
          "snapshot",
          "recording",
          "question",
          "check",
          "otp-result",
          "decision",
          "incident");

  /** The type of statements that name the integrator's case. */
  public static final String CASE = "case";

  /** By whom: the key's name and id. */
  public record By(String key, String keyId) {}

  /**
   * Who was invited as what, and which session this one goes on from.
   *
   * @param guests in the order they were given
   */
  public record Invited(List<Guest> guests, Optional<SessionId> previous, By by)
      implements RoomEvent.Remark {

    public Invited {
      guests = List.copyOf(guests);
    }
  }

  /** An invited user, and as what: the integrator's own word. */
  public record Guest(UserId userId, String role) {}

  /**
   * A statement of the integrator's back end.
   *
   * @param type one of {@link #STATEMENT_TYPES}
   * @param occurredAt when it happened, as the back end says
   * @param sha256 of something kept elsewhere, lower-case hex
   * @param uri where that is kept
   * @param user whom it is about
   * @param data the statement itself, such as the number of the case
   */
  public record Stated(
      String type,
      Instant occurredAt,
      Optional<String> sha256,
      Optional<String> uri,
      Optional<UserId> user,
      Optional<String> data,
      By by)
      implements RoomEvent.Remark {}

  /**
   * An administrator asks that the personal parts of these lines be removed before the period is
   * over. The second of two different persons removes them.
   *
   * @param lines their numbers, ascending
   * @param earlyBasis why the law demands that before the period is over
   */
  public record ErasureAgreed(
      List<Long> lines, String reason, String legalBasis, String earlyBasis, By by, Warrant warrant)
      implements RoomEvent.Remark {

    public ErasureAgreed {
      lines = List.copyOf(lines);
    }
  }

  /**
   * What allows an erasure before the period is over.
   *
   * @param basis why the law demands it
   * @param agreed number of the line by which the first administrator agreed
   * @param warrant of the second one's key
   */
  public record Early(String basis, long agreed, Warrant warrant) {}

  /**
   * The personal parts of these lines were removed.
   *
   * @param lines their numbers, ascending
   * @param early empty if the period was over
   */
  public record Erased(
      List<Long> lines, String reason, String legalBasis, By by, Optional<Early> early)
      implements RoomEvent.Remark {

    public Erased {
      lines = List.copyOf(lines);
    }
  }

  /** From now on nothing of the session may be erased or purged. */
  public record Held(String reason, By by) implements RoomEvent.Remark {}

  /** An auditor agreed to lift the hold. Once two different persons did, it is lifted. */
  public record LiftAgreed(String reason, By by, Warrant warrant) implements RoomEvent.Remark {}

  /**
   * How long the session must be kept.
   *
   * @param retentionClass as the settings name it
   * @param base from when the class's period is counted
   * @param until the end of the period; of several, the latest counts
   */
  public record RetentionSet(String retentionClass, Instant base, Instant until, By by)
      implements RoomEvent.Remark {}

  /**
   * An auditor agreed that the session is kept for a shorter time. Once two different persons
   * agreed to the same, it takes the place of every retention before.
   *
   * @param retentionClass as the settings name it
   * @param base from when the class's period is counted
   * @param until the end of the period
   */
  public record ShorteningAgreed(
      String retentionClass, Instant base, Instant until, By by, Warrant warrant)
      implements RoomEvent.Remark {

    /** The retention that it comes to. */
    public RetentionSet retention() {
      return new RetentionSet(retentionClass, base, until, by);
    }
  }
}
