package org.rtcroom.tencent;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rtcroom.delivery.DeliveryResult;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.ThrottledLog;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.outgoing.Deadline;
import org.rtcroom.room.GroupChat;
import org.rtcroom.tencent.TencentSettings.Notification;

/** Groups at Tencent's IM: creates them, tells their members, destroys them. */
@Unproxied
public class ImRest implements GroupChat {

  private static final Logger LOG = System.getLogger(ImRest.class.getName());

  /** Refusals of a destroy that no later attempt can change. */
  private static final Set<Integer> FOR_GOOD =
      Set.of(ImAnswer.BAD_PARAMETERS, ImAnswer.NOT_PERMITTED, ImAnswer.BAD_GROUP_ID);

  private final TencentSettings settings;
  private final ImCalls calls;
  private final MonotonicClock stopwatch;
  private final ThrottledLog refusals;

  @Inject
  ImRest(TencentSettings settings, ImCalls calls, MonotonicClock stopwatch, ThrottledLog refusals) {
    this.settings = settings;
    this.calls = calls;
    this.stopwatch = stopwatch;
    this.refusals = refusals;
  }

  @Override
  public boolean enabled() {
    return settings.im().enabled();
  }

  @Override
  public Optional<String> refusedSettings() {
    return calls.refusedSettings();
  }

  @Override
  public Duration limit() {
    return settings.im().timeout();
  }

  /**
   * A group of ours that is in the way is left over from before, or from a call that the cloud did
   * not confirm: destroyed, never adopted.
   */
  @Override
  public CompletionStage<GroupOutcome> create(String groupId, Duration limit) {
    Deadline deadline = Deadline.in(limit, stopwatch);
    return createOnce(groupId, deadline)
        .thenCompose(
            answer ->
                answer.passing()
                    ? createOnce(groupId, deadline)
                    : CompletableFuture.completedStage(answer))
        .thenCompose(
            answer ->
                switch (answer.code()) {
                  case ImAnswer.USED_BY_US -> replace(groupId, deadline);
                  case ImAnswer.USED -> replaceIfOurs(groupId, answer, deadline);
                  default -> CompletableFuture.completedStage(answer);
                })
        .thenApply(ImRest::outcome);
  }

  private CompletionStage<ImAnswer> createOnce(String groupId, Deadline deadline) {
    JsonObject body = ImBodies.createGroup(groupId, calls.administrator());
    return calls.call("create_group", body, deadline.left());
  }

  /** The cloud compares owners; a group of ours can have lost its owner. */
  private CompletionStage<ImAnswer> replaceIfOurs(
      String groupId, ImAnswer used, Deadline deadline) {
    return calls
        .call("get_group_info", ImBodies.groupInfo(groupId), deadline.left())
        .thenCompose(
            info ->
                info.showsOurs(calls.administrator())
                    ? replace(groupId, deadline)
                    : CompletableFuture.completedStage(used));
  }

  private CompletionStage<ImAnswer> replace(String groupId, Deadline deadline) {
    return calls
        .call("destroy_group", ImBodies.destroyGroup(groupId), deadline.left())
        .thenCompose(
            answer ->
                gone(answer)
                    ? createOnce(groupId, deadline)
                    : CompletableFuture.completedStage(answer));
  }

  /** The cloud may have created a group without confirming it. */
  private static GroupOutcome outcome(ImAnswer answer) {
    if (answer.ok()) {
      return GroupOutcome.CREATED;
    }
    boolean mayExist = !answer.answered() || answer.passing() || answer.is(ImAnswer.USED_BY_US);
    LOG.log(Level.WARNING, "no group: " + answer.reason());
    return mayExist ? GroupOutcome.UNKNOWN : GroupOutcome.REFUSED;
  }

  /** Tells the members of a group to ask again for the members of the room. */
  CompletionStage<DeliveryResult> notice(String groupId) {
    if (!enabled()) {
      return CompletableFuture.completedStage(DeliveryResult.DONE);
    }
    boolean system = settings.im().notification() == Notification.SYSTEM;
    String command = system ? "send_group_system_notification" : "send_group_msg";
    JsonObject body =
        system
            ? ImBodies.systemNotification(groupId)
            : ImBodies.customMessage(groupId, ImCalls.random());
    return calls.call(command, body, limit()).thenApply(this::noticed);
  }

  private DeliveryResult noticed(ImAnswer answer) {
    if (answer.ok()) {
      return DeliveryResult.DONE;
    }
    if (answer.worthRetrying()) {
      return new DeliveryResult.Retry(answer.reason());
    }
    refusals.note(LOG, "notice refused and dropped: " + answer.reason());
    return new DeliveryResult.GiveUp(answer.reason());
  }

  /** Has a group destroyed; done, too, when there is none. */
  CompletionStage<DeliveryResult> destroyGroup(String groupId) {
    if (!enabled()) {
      return CompletableFuture.completedStage(DeliveryResult.DONE);
    }
    return calls
        .call("destroy_group", ImBodies.destroyGroup(groupId), limit())
        .thenApply(answer -> destroyed(groupId, answer));
  }

  /** An answer that is neither success nor a refusal for good may change when an operator acts. */
  private static DeliveryResult destroyed(String groupId, ImAnswer answer) {
    if (gone(answer)) {
      return DeliveryResult.DONE;
    }
    if (FOR_GOOD.contains(answer.code())) {
      LOG.log(Level.ERROR, "group " + groupId + " is left behind: " + answer.reason());
      return new DeliveryResult.GiveUp(answer.reason());
    }
    return new DeliveryResult.Retry(answer.reason());
  }

  private static boolean gone(ImAnswer answer) {
    return answer.ok() || answer.is(ImAnswer.NO_GROUP);
  }
}
