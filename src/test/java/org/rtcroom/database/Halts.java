package org.rtcroom.database;

import jakarta.enterprise.event.Event;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.rtcroom.kernel.ServiceHalted;

/** Takes note of why a service was to halt. */
public final class Halts {

  private final List<String> reasons = new ArrayList<>();

  public List<String> reasons() {
    return reasons;
  }

  /** What our code is given. */
  @SuppressWarnings("unchecked")
  public Event<ServiceHalted> event() {
    return (Event<ServiceHalted>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Event.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("fire")) {
                throw new UnsupportedOperationException(method.getName());
              }
              reasons.add(((ServiceHalted) arguments[0]).reason());
              return null;
            });
  }
}
