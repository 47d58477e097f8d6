package org.rtcroom.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.room.AccessLog;
import org.rtcroom.room.RoomException;

/** Notes who reads the audit history, before anything is read. */
@ApplicationScoped
class ReadNotes {

  @Inject AccessLog accessLog;
  @Inject ApiRequest visit;

  /**
   * Notes a read and waits until that is committed.
   *
   * @param what is read, such as {@code events}
   * @param about the filter, without what is personal
   * @param whom the personal part of the filter
   * @throws RoomException if it could not be noted; then nothing may be read
   */
  void note(String what, Map<String, String> about, Map<String, String> whom) {
    Map<String, String> details = new LinkedHashMap<>(about);
    details.put("what", what);
    details.put("key", visit.key().name());
    details.put("keyId", visit.key().id());
    accessLog.record(AccessKind.AUDIT_READ, visit.actor(), details, whom);
  }
}
