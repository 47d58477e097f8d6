package org.rtcroom.accesslog;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.NodeInstance;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.ServiceStarted;

/** Begins the node's access-log chain when the service starts, and ends it when it stops. */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@TransactionManagement(TransactionManagementType.BEAN)
public class AccessLogThread {

  private static final long END_MILLIS = 2_000;

  /** The interval between two looks for refusals whose minute is over. */
  private static final long REFUSALS_MILLIS = 500;

  /** Before the next attempt to write, where nobody else makes one. */
  private static final long ATTEMPT_MILLIS = 2_000;

  @Resource ManagedThreadFactory threads;
  @Inject AccessLogWriter writer;
  @Inject NodeInstance instance;
  @Inject NodeStarts starts;
  @Inject Instance<StartNotes> besides;

  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile @Nullable ExecutorService thread;

  @PostConstruct
  void start() {
    instance.claim();
    starts.count();
    List<AccessNote> first = new ArrayList<>();
    first.add(new AccessNote(AccessKind.STARTED, Actor.SERVICE, starts.started()));
    besides.forEach(source -> first.addAll(source.notes()));
    writer.begin(first);
  }

  /** Lets a thread write from now on. */
  @SuppressWarnings("FutureReturnValueIgnored") // ends with the thread
  public void begin(@Observes ServiceStarted now) {
    ScheduledExecutorService started = new ScheduledThreadPoolExecutor(1, this::named);
    started.execute(() -> writer.writeIn(started));
    started.scheduleWithFixedDelay(
        writer::writeDueRefusals, REFUSALS_MILLIS, REFUSALS_MILLIS, TimeUnit.MILLISECONDS);
    started.scheduleWithFixedDelay(
        writer::tryOut, ATTEMPT_MILLIS, ATTEMPT_MILLIS, TimeUnit.MILLISECONDS);
    thread = started;
  }

  private Thread named(Runnable work) {
    Thread made = threads.newThread(work);
    made.setName("access-log");
    return made;
  }

  /**
   * Ends the chain as soon as the web application ends: when its beans are destroyed, Payara loads
   * no class of it any more, and nothing can be written.
   */
  public void end(@Observes @BeforeDestroyed(ApplicationScoped.class) Object ending) {
    stop();
  }

  /**
   * A start that failed has no last line: no request was served, and WildFly would let it wait. The
   * thread is not interrupted: that could close the database's file.
   */
  @PreDestroy
  void stop() {
    ExecutorService running = thread;
    if (running == null || !stopped.compareAndSet(false, true)) {
      return;
    }
    writer.stop();
    running.shutdown();
    try {
      running.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writer.end(new AccessNote(AccessKind.STOPPED, Actor.SERVICE, starts.details()));
    instance.end();
  }
}
