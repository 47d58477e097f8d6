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

/** The last bean to start, after all others: tells those that work by themselves to begin. */
@Singleton
@Startup
@DependsOn({"CheckpointTimer", "ClearRows", "DeliveryTimer", "RoomTimer", "RequestTag"})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ServiceStart {

  @Inject Event<ServiceStarted> started;

  @PostConstruct
  void tell() {
    started.fire(new ServiceStarted());
  }
}
