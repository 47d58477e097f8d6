package org.rtcroom.room;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Settings;

/**
 * The settings of rooms: {@code roomservice.rooms.*}, {@code roomservice.sweep.*} and how nodes
 * share them.
 */
@Unproxied
public class RoomSettings {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** Fewer rounds than these may be late without a node being gone. */
  private static final int ROUNDS_UNTIL_GONE = 6;

  private static final Duration LONGEST_STAY = Duration.ofDays(30);

  private final Settings settings;
  private final Map<RoomType, RoomPolicy> policies = new EnumMap<>(RoomType.class);
  private Duration sweepInterval = Duration.ofSeconds(5);
  private int streamStateAttempts = 3;
  private int streamStateConcurrency = 32;
  private GroupChoice groupChoice = GroupChoice.AUTO;
  private Duration heartbeatFlush = Duration.ofSeconds(2);
  private Duration goneAfter = Duration.ofMinutes(1);

  @Inject
  public RoomSettings(Settings settings) {
    this.settings = settings;
  }

  /** Reads and checks all of them. */
  @PostConstruct
  public void read() {
    for (RoomType type : RoomType.values()) {
      policies.put(type, policy(type));
    }
    sweepInterval = settings.duration("roomservice.sweep.interval", sweepInterval, SECOND, HOUR);
    streamStateAttempts = settings.integer("roomservice.sweep.stream-state-attempts", 3, 1, 100);
    streamStateConcurrency =
        settings.integer("roomservice.sweep.stream-state-concurrency", 32, 1, 256);
    groupChoice = groupChoice();
    heartbeatFlush =
        settings.duration(
            "roomservice.cluster.heartbeat-flush", heartbeatFlush, SECOND, Duration.ofSeconds(10));
    Duration shortest = heartbeatFlush.multipliedBy(ROUNDS_UNTIL_GONE);
    goneAfter = settings.duration("roomservice.cluster.gone-after", goneAfter, shortest, HOUR);
  }

  private RoomPolicy policy(RoomType type) {
    String section = "roomservice.rooms." + type.family().replace('_', '-') + ".";
    boolean web = type.can(Capability.NUMBERED);
    RoomType.Capacity bounds = type.capacity();
    int capacity =
        settings.integer(section + "capacity", bounds.byDefault(), bounds.least(), bounds.most());
    boolean enabled = settings.flag(section + "enabled", !web || settings.mode() == Mode.DEMO);
    return new RoomPolicy(
        capacity,
        settings.duration(
            section + "heartbeat-timeout", Duration.ofSeconds(20), SECOND, Duration.ofDays(1)),
        settings.duration(
            section + "idle-timeout", Duration.ofSeconds(120), SECOND, Duration.ofDays(1)),
        settings.duration(
            section + "max-age", Duration.ofHours(24), Duration.ofMinutes(1), LONGEST_STAY),
        settings.optionalDuration(section + "departure-time", Duration.ZERO, LONGEST_STAY),
        settings.flag(section + "creator-destroys-room", type.endsWithCreator()),
        settings.integer(section + "audience-list", 30, 0, 1_000),
        admission(section + "admission", enabled),
        settings.duration(
            section + "address-validity",
            type.addressValidity(),
            Duration.ofMinutes(1),
            Duration.ofDays(366)),
        enabled);
  }

  private Optional<Admission> admission(String name, boolean enabled) {
    Optional<Admission> chosen = settings.optionalChoice(name, Admission.class);
    if (chosen.isEmpty() && enabled && settings.mode() == Mode.PRODUCTION) {
      throw BadSetting.missing(name);
    }
    return chosen;
  }

  private GroupChoice groupChoice() {
    String name = "roomservice.im.group-owner";
    GroupChoice chosen = settings.choice(name, GroupChoice.AUTO, GroupChoice.class);
    if (chosen == GroupChoice.AUTO && settings.mode() == Mode.PRODUCTION) {
      throw BadSetting.value(name, "auto", "server or client in production");
    }
    return chosen;
  }

  public RoomPolicy policyOf(RoomType type) {
    RoomPolicy policy = policies.get(type);
    if (policy == null) {
      throw new IllegalStateException("settings of " + type + " are not read yet");
    }
    return policy;
  }

  RoomRules rulesOf(RoomState room) {
    RoomType type = room.terms().type();
    return new RoomRules(type, policyOf(type));
  }

  /** How often lapsed members are looked for; default 5 s. */
  public Duration sweepInterval() {
    return sweepInterval;
  }

  /** After how many sweeps without an answer of the live platform a silent member goes. */
  public int streamStateAttempts() {
    return streamStateAttempts;
  }

  /** How many streams the live platform is asked about at the same time. */
  public int streamStateConcurrency() {
    return streamStateConcurrency;
  }

  /** How often the nodes of a cluster tell each other which members they heard; default 2 s. */
  public Duration heartbeatFlush() {
    return heartbeatFlush;
  }

  /** After how long without a word a node of a cluster is not waited for any more; default 60 s. */
  Duration goneAfter() {
    return goneAfter;
  }

  public GroupChoice groupOwner() {
    return groupChoice;
  }
}
