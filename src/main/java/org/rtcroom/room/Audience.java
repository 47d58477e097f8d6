package org.rtcroom.room;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import org.rtcroom.kernel.UserId;

/**
 * The viewers of a room: a short list of them, and each counted once. Immutable; a copy that
 * differs by one viewer costs the logarithm of its size.
 */
public final class Audience {

  /** Viewers remembered at most, so that each counts once. */
  static final int REMEMBERED = 10_000;

  static final Audience EMPTY = new Audience(TreePVector.empty(), HashTreePMap.empty());

  private final PVector<Viewer> listed;

  /** All viewers counted; true for those on the list. */
  private final PMap<UserId, Boolean> counted;

  private Audience(PVector<Viewer> listed, PMap<UserId, Boolean> counted) {
    this.listed = listed;
    this.counted = counted;
  }

  /**
   * An audience as recorded.
   *
   * @param listed in order of coming
   */
  public static Audience of(Iterable<Viewer> listed, Iterable<UserId> unlisted) {
    Audience audience = EMPTY;
    for (Viewer viewer : listed) {
      audience = audience.plusListed(viewer);
    }
    for (UserId viewer : unlisted) {
      audience = audience.plusCounted(viewer);
    }
    return audience;
  }

  /** The viewers on the list, newest first. */
  public List<Viewer> newestFirst() {
    List<Viewer> viewers = new ArrayList<>(listed);
    Collections.reverse(viewers);
    return viewers;
  }

  /** The viewers on the list, in order of coming. */
  public List<Viewer> listed() {
    return listed;
  }

  /** Those counted but not listed, in no order. */
  public List<UserId> unlisted() {
    return counted.entrySet().stream()
        .filter(entry -> !entry.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  public int count() {
    return counted.size();
  }

  public boolean contains(UserId userId) {
    return counted.containsKey(userId);
  }

  boolean lists(Viewer viewer) {
    return Boolean.TRUE.equals(counted.get(viewer.userId())) && listed.contains(viewer);
  }

  boolean lists(UserId userId) {
    return Boolean.TRUE.equals(counted.get(userId));
  }

  Audience plusListed(Viewer viewer) {
    return new Audience(without(viewer.userId()).plus(viewer), counted.plus(viewer.userId(), true));
  }

  Audience plusCounted(UserId userId) {
    return new Audience(listed, counted.plus(userId, false));
  }

  Audience minus(UserId userId) {
    return new Audience(without(userId), counted.minus(userId));
  }

  private PVector<Viewer> without(UserId userId) {
    if (!lists(userId)) {
      return listed;
    }
    return listed.stream()
        .filter(viewer -> viewer.userId().equals(userId))
        .findFirst()
        .<PVector<Viewer>>map(listed::minus)
        .orElse(listed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Audience that
        && listed.equals(that.listed)
        && counted.equals(that.counted);
  }

  @Override
  public int hashCode() {
    return 31 * listed.hashCode() + counted.hashCode();
  }

  @Override
  public String toString() {
    return "Audience[" + count() + ", listed " + listed.size() + "]";
  }
}
