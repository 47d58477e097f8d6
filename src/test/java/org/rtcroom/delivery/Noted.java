package org.rtcroom.delivery;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.identity.Advance;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.room.AccessLog;

/** Remembers what the access log was told; takes nothing while {@link #down}. */
final class Noted implements AccessLog {

  final List<Map<String, String>> lines = new CopyOnWriteArrayList<>();
  volatile boolean down;

  @Override
  public void record(
      AccessKind kind, Actor actor, Map<String, String> details, Map<String, String> personal) {
    if (down) {
      throw new DatabaseUnavailable("the access log is down");
    }
    lines.add(details);
  }

  List<String> outcomes() {
    return lines.stream()
        .map(
            line -> line.get("outcome") + " " + line.get("failedBefore") + " " + line.get("reason"))
        .toList();
  }

  @Override
  public long record(
      AccessKind kind,
      Actor actor,
      Map<String, String> details,
      Map<String, String> personal,
      Advance advance) {
    throw new UnsupportedOperationException("deliveries know no generations");
  }

  @Override
  public void refused(Actor actor, String operation, int code) {}
}
