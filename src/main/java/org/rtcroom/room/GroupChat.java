package org.rtcroom.room;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The IM cloud, as far as opening a room needs it. */
public interface GroupChat {

  /** How the creation of a group ended. */
  enum GroupOutcome {
    CREATED,
    /** The cloud said no: there is no group of ours. */
    REFUSED,
    /** No answer in time: there may be a group. */
    UNKNOWN
  }

  /** Whether rooms have groups at all. */
  boolean enabled();

  /**
   * The call that the cloud last refused because of our settings, such as {@code create_group:
   * ErrorCode 70003}; empty once it took a call again.
   */
  Optional<String> refusedSettings();

  /** How long opening a room may wait for its group. */
  Duration limit();

  /**
   * Creates the group. Never blocks the caller.
   *
   * @return completes with the outcome, at the latest after the limit; never exceptionally
   */
  CompletionStage<GroupOutcome> create(String groupId, Duration limit);
}
