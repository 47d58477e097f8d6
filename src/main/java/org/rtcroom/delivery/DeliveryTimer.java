package org.rtcroom.delivery;

import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rtcroom.kernel.ServiceStarted;
import org.rtcroom.kernel.Serving;
import org.rtcroom.kernel.ThrottledLog;

/**
 * Looks again and again for due deliveries. The timer is not persistent: a timer of a server that
 * died would be lost, and every node may look, because a delivery is claimed before it is made.
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DeliveryTimer {

  private static final Logger LOG = System.getLogger(DeliveryTimer.class.getName());

  private final AtomicBoolean looking = new AtomicBoolean();

  @Inject Dispatcher dispatcher;
  @Inject DeliverySettings settings;
  @Inject Serving serving;
  @Inject ThrottledLog trouble;
  @Resource TimerService timers;

  /** Sets the timer. */
  public void begin(@Observes ServiceStarted now) {
    long millis = settings.interval().toMillis();
    timers.createIntervalTimer(millis, millis, new TimerConfig(null, false));
  }

  /** Never overlaps, and lets no exception out, which would end the timer. */
  @Timeout
  void look() {
    if (!looking.compareAndSet(false, true)) {
      return;
    }
    try {
      if (serving.allowed()) {
        dispatcher.look();
      }
    } catch (RuntimeException e) {
      trouble.note(LOG, "cannot look for deliveries", e);
    } finally {
      looking.set(false);
    }
  }
}
