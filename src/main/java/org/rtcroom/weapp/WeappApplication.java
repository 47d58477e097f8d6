package org.rtcroom.weapp;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The application below {@code /weapp}. Names its classes: an application that names none would be
 * given those of every other path too.
 */
@ApplicationPath("weapp")
public class WeappApplication extends Application {

  /** The classes that serve operations. */
  static final Set<Class<?>> RESOURCES =
      Set.of(
          LoginResource.class,
          RoomResource.class,
          AudienceResource.class,
          MixResource.class,
          WebRoomResource.class,
          TrialResource.class);

  @Override
  public Set<Class<?>> getClasses() {
    Set<Class<?>> classes = new HashSet<>(RESOURCES);
    classes.addAll(Set.of(SourceFilter.class, OperationFilter.class, Problems.class));
    return classes;
  }

  /** Otherwise Jersey answers application.wadl by itself, to all. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        "jersey.config.server.wadl.disableWadl", true,
        "jersey.config.server.disableAutoDiscovery", true);
  }
}
