package org.rtcroom.room;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Rooms in order of activation, then of session id. A page costs the logarithm of the list's
 * length, wherever it begins. Readers never wait and see one moment's list.
 */
final class ActiveRooms {

  private record ListedRoom(Instant activated, Room room) {
    static final Comparator<ListedRoom> ORDER =
        Comparator.comparing(ListedRoom::activated)
            .thenComparing(place -> place.room().sessionId());
  }

  private volatile PVector<ListedRoom> listed = TreePVector.empty();

  synchronized void add(Room room, Instant activated) {
    ListedRoom place = new ListedRoom(activated, room);
    int index = indexOf(place);
    if (index < 0) {
      listed = listed.plus(-index - 1, place);
    }
  }

  synchronized void remove(Room room, Instant activated) {
    int index = indexOf(new ListedRoom(activated, room));
    if (index >= 0) {
      listed = listed.minus(index);
    }
  }

  /** As {@link java.util.Collections#binarySearch}. */
  private int indexOf(ListedRoom wanted) {
    int low = 0;
    int high = listed.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = ListedRoom.ORDER.compare(listed.get(middle), wanted);
      if (order == 0) {
        return middle;
      }
      low = order < 0 ? middle + 1 : low;
      high = order > 0 ? middle - 1 : high;
    }
    return -low - 1;
  }

  List<Room> page(ListRange wanted) {
    PVector<ListedRoom> now = listed;
    List<Room> page = new ArrayList<>();
    for (long i = wanted.index(); i < now.size() && page.size() < wanted.count(); i++) {
      page.add(now.get((int) i).room());
    }
    return page;
  }

  /** Both lists as one; costs their length, and is needed only by users who were invited. */
  ActiveRooms mergedWith(ActiveRooms others) {
    List<ListedRoom> all = new ArrayList<>(listed);
    all.addAll(others.listed);
    all.sort(ListedRoom.ORDER);
    ActiveRooms merged = new ActiveRooms();
    merged.listed = TreePVector.from(all);
    return merged;
  }

  int size() {
    return listed.size();
  }
}
