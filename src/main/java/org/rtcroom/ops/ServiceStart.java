package org.rtcroom.ops;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.rtcroom.kernel.ServiceStarted;

/** The last to start, and only if everything else has: tells it to whatever works by itself. */
@Singleton
@Startup
@DependsOn({"CheckpointTimer", "DeliveryTimer", "RoomTimer", "RequestTag"})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ServiceStart {

  @Inject Event<ServiceStarted> started;

  @PostConstruct
  void tell() {
    started.fire(new ServiceStarted());
  }
}
