package org.rtcroom.audit;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.rtcroom.room.Actor;

/** Begins the node's access-log chain when the service starts, and ends it when it stops. */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@TransactionManagement(TransactionManagementType.BEAN)
public class AccessLogThread {

  private static final long JOIN_MILLIS = 2_000;

  @Resource ManagedThreadFactory threads;
  @Inject AccessLogWriter writer;
  @Inject NodeStarts starts;
  @Inject RetentionRules rules;

  private Thread thread;

  /** For the container only. */
  @SuppressWarnings("NullAway.Init")
  public AccessLogThread() {}

  @PostConstruct
  void start() {
    starts.count();
    List<AccessNote> first = new ArrayList<>();
    first.add(new AccessNote("STARTED", Actor.SERVICE, starts.details()));
    first.addAll(rules.changed());
    writer.begin(first);
    thread = threads.newThread(writer);
    thread.setName("access-log");
    thread.start();
  }

  @PreDestroy
  void stop() {
    writer.stop();
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writer.end(new AccessNote("STOPPED", Actor.SERVICE, starts.details()));
  }
}
