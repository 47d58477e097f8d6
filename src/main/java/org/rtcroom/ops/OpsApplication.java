package org.rtcroom.ops;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * What is served below {@code /ops}. Names its resources: an application that names none would be
 * given those of every other path too.
 */
@ApplicationPath("ops")
public class OpsApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        HealthResource.class,
        MetricsResource.class,
        SettingsResource.class,
        OpsProblemMapper.class);
  }

  /** Jersey would answer OPTIONS and application.wadl by itself, to everybody. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
