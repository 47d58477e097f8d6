package org.rtcroom.ops.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.rtcroom.room.Phase;
import org.rtcroom.room.RoomDirectory;
import org.rtcroom.room.RoomType;

/** The rooms in the memory of this node, and their members. */
@ApplicationScoped
class RoomReading implements Reading {

  private record Kind(RoomType type, Phase phase) {}

  private record Census(Map<Kind, Integer> rooms, Map<RoomType, Integer> members) {}

  @Inject RoomDirectory directory;

  private volatile Census census = new Census(Map.of(), Map.of());

  @Override
  public void register(MeterRegistry registry) {
    for (RoomType type : RoomType.values()) {
      rooms(registry, new Kind(type, Phase.OPENING));
      rooms(registry, new Kind(type, Phase.CREATED));
      rooms(registry, new Kind(type, Phase.ACTIVE));
      rooms(registry, new Kind(type, Phase.VACANT));
      Gauge.builder("roomservice.pushers", this, r -> r.census.members().getOrDefault(type, 0))
          .description("Members of the rooms of this node")
          .tags("family", type.family())
          .register(registry);
    }
    Gauge.builder("roomservice.rooms.quarantined", directory, RoomDirectory::quarantined)
        .description("Sessions that cannot be served because their chain fails")
        .register(registry);
  }

  private void rooms(MeterRegistry registry, Kind kind) {
    String phase = kind.phase().name().toLowerCase(Locale.ROOT);
    Gauge.builder("roomservice.rooms", this, r -> r.census.rooms().getOrDefault(kind, 0))
        .description("Rooms of this node")
        .tags("family", kind.type().family(), "phase", phase)
        .register(registry);
  }

  @Override
  public void refresh() {
    Map<Kind, Integer> rooms = new HashMap<>();
    Map<RoomType, Integer> members = new HashMap<>();
    directory
        .states()
        .forEach(
            room -> {
              RoomType type = room.terms().type();
              rooms.merge(new Kind(type, room.phase()), 1, Integer::sum);
              members.merge(type, room.members().size(), Integer::sum);
            });
    census = new Census(rooms, members);
  }
}
