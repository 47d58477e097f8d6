package org.rtcroom.weapp;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is served below {@code /weapp}. Names its classes: an application that names none would be
 * given those of every other path too.
 */
@ApplicationPath("weapp")
public class WeappApplication extends Application {

  /** What serves operations. */
  static final Set<Class<?>> RESOURCES =
      Set.of(
          LoginResource.class,
          RoomResource.class,
          OpeningResource.class,
          AudienceResource.class,
          CustomInfoResource.class,
          MixResource.class,
          WebRoomResource.class,
          WebOpeningResource.class,
          TrialResource.class);

  @Override
  public Set<Class<?>> getClasses() {
    Set<Class<?>> classes = new HashSet<>(RESOURCES);
    classes.add(RequestFilter.class);
    classes.add(OperationFilter.class);
    classes.add(CrossOriginFilter.class);
    classes.add(WeappProblemMapper.class);
    return classes;
  }

  /** Jersey would answer application.wadl by itself, to everybody. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        "jersey.config.server.wadl.disableWadl", true,
        "jersey.config.server.disableAutoDiscovery", true);
  }
}
