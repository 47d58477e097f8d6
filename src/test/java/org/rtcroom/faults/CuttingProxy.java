package org.rtcroom.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Between a node and its PostgreSQL. When it is told to, it breaks the next connection that commits
 * a line of a session: before the database hears of the commit, or after it carried it out. It
 * knows a commit by its text, so statements must be sent as text ({@code preferQueryMode=simple}).
 */
final class CuttingProxy implements AutoCloseable {

  /** What becomes of the next commit of a line. */
  enum Cut {
    BEFORE_THE_COMMIT,
    AFTER_THE_COMMIT
  }

  private static final String LINE = "insert into session_line";

  /** The whole statement: a column of lines has a name that begins so. */
  private static final String COMMIT = "commit\0";

  private static final int BUFFER = 1 << 16;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final ServerSocket listening;
  private final int databasePort;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Cut> next = new AtomicReference<>();
  private volatile CountDownLatch done = new CountDownLatch(0);
  private volatile boolean frozen;

  private CuttingProxy(ServerSocket listening, int databasePort) {
    this.listening = listening;
    this.databasePort = databasePort;
  }

  static CuttingProxy to(int databasePort) throws IOException {
    CuttingProxy proxy =
        new CuttingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), databasePort);
    proxy.threads.submit(proxy::accept);
    return proxy;
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Breaks the next connection that commits a line. */
  void cutNext(Cut cut) {
    done = new CountDownLatch(1);
    next.set(cut);
  }

  /** Whether the cut that was asked for was made within so many seconds. */
  boolean cutWithin(int seconds) throws InterruptedException {
    return done.await(seconds, TimeUnit.SECONDS);
  }

  /** From now on nothing passes and nothing ends, as if the database hung; or passes again. */
  void freeze(boolean frozenNow) {
    frozen = frozenNow;
  }

  private Void accept() throws IOException {
    while (true) {
      Socket node = listening.accept();
      Socket database = new Socket(InetAddress.getLoopbackAddress(), databasePort);
      sockets.add(node);
      sockets.add(database);
      AtomicReference<Cut> answerIsLost = new AtomicReference<>();
      threads.submit(() -> requests(node, database, answerIsLost));
      threads.submit(() -> answers(database, node, answerIsLost));
    }
  }

  private Void requests(Socket node, Socket database, AtomicReference<Cut> answerIsLost)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    boolean line = false;
    InputStream from = node.getInputStream();
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
      line = line || text.contains(LINE);
      if (text.contains(COMMIT)) {
        Cut cut = line ? next.getAndSet(null) : null;
        if (cut == Cut.BEFORE_THE_COMMIT) {
          end(node, database);
          done.countDown();
          return null;
        }
        answerIsLost.set(cut);
        line = false;
      }
      thaw();
      database.getOutputStream().write(buffer, 0, n);
    }
    end(node, database);
    return null;
  }

  private Void answers(Socket database, Socket node, AtomicReference<Cut> answerIsLost)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    InputStream from = database.getInputStream();
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      if (answerIsLost.get() == Cut.AFTER_THE_COMMIT) {
        end(node, database);
        done.countDown();
        return null;
      }
      thaw();
      node.getOutputStream().write(buffer, 0, n);
    }
    end(node, database);
    return null;
  }

  private void thaw() {
    while (frozen) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void end(Socket node, Socket database) throws IOException {
    node.close();
    database.close();
    sockets.remove(node);
    sockets.remove(database);
  }

  @Override
  public void close() throws IOException {
    frozen = false;
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
