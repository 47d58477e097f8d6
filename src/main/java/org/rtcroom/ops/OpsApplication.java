package org.rtcroom.ops;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * The classes that serve {@code /ops}, by name: an application that names none would be given those
 * of every other path too.
 */
@ApplicationPath("ops")
public class OpsApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(OpsResource.class, OpsProblemMapper.class);
  }

  /** Jersey would answer OPTIONS and application.wadl by itself, to every caller. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
