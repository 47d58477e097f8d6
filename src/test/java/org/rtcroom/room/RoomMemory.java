package org.rtcroom.room;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.rtcroom.kernel.UserId;

/**
 * Measures how much heap a room with one member takes in a node. Not a test: run its {@code main}
 * with the number of rooms (2000 unless said otherwise; the stand-ins for IM and the journal get
 * slow with many). It prints bytes. What else belongs to a member in a server, such as a remembered
 * login, is not in them, nor is the journal, which is a database.
 */
final class RoomMemory {

  private static final int COLLECTIONS = 3;

  private RoomMemory() {}

  public static void main(String[] arguments) {
    int rooms = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
    opened(1);
    long before = heap();
    RoomDirectory directory = opened(rooms);
    long each = (heap() - before) / rooms;
    if (directory.room(RoomKey.of(RoomType.LIVE, "room" + rooms)).isEmpty()) {
      throw new IllegalStateException("the rooms are gone");
    }
    System.out.printf(Locale.ROOT, "%d%n", each);
  }

  private static RoomDirectory opened(int rooms) {
    Site site = new Site();
    for (int n = 1; n <= rooms; n++) {
      UserId user = UserId.of("user" + n);
      site.open(RoomType.LIVE, "room" + n, user).toCompletableFuture().join();
      site.join(RoomType.LIVE, "room" + n, user).toCompletableFuture().join();
    }
    site.journal.forget();
    site.directory.outbox = new FakeOutbox();
    return site.directory;
  }

  /** Bytes in use after collections. */
  private static long heap() {
    for (int n = 0; n < COLLECTIONS; n++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
