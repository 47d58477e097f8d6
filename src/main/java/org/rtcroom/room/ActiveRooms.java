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

  private record Place(Instant activated, Room room) {
    static final Comparator<Place> ORDER =
        Comparator.comparing(Place::activated).thenComparing(place -> place.room().sessionId());
  }

  private volatile PVector<Place> places = TreePVector.empty();

  synchronized void add(Room room, Instant activated) {
    Place place = new Place(activated, room);
    int index = indexOf(place);
    if (index < 0) {
      places = places.plus(-index - 1, place);
    }
  }

  synchronized void remove(Room room, Instant activated) {
    int index = indexOf(new Place(activated, room));
    if (index >= 0) {
      places = places.minus(index);
    }
  }

  /** As {@link java.util.Collections#binarySearch}. */
  private int indexOf(Place wanted) {
    int low = 0;
    int high = places.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Place.ORDER.compare(places.get(middle), wanted);
      if (order == 0) {
        return middle;
      }
      low = order < 0 ? middle + 1 : low;
      high = order > 0 ? middle - 1 : high;
    }
    return -low - 1;
  }

  List<Room> page(ListRange wanted) {
    PVector<Place> now = places;
    List<Room> page = new ArrayList<>();
    for (long i = wanted.index(); i < now.size() && page.size() < wanted.count(); i++) {
      page.add(now.get((int) i).room());
    }
    return page;
  }

  /** Both lists as one; costs their length, and is needed only by users who were invited. */
  ActiveRooms mergedWith(ActiveRooms others) {
    List<Place> all = new ArrayList<>(places);
    all.addAll(others.places);
    all.sort(Place.ORDER);
    ActiveRooms merged = new ActiveRooms();
    merged.places = TreePVector.from(all);
    return merged;
  }

  int size() {
    return places.size();
  }
}
