package org.rtcroom.weapp;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * What is served below {@code /weapp}. Names its classes: an application that names none would be
 * given those of every other path too.
 */
@ApplicationPath("weapp")
public class WeappApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        RequestFilter.class,
        OperationFilter.class,
        CrossOriginFilter.class,
        WeappProblemMapper.class,
        LoginResource.class,
        RoomResource.class,
        OpeningResource.class,
        AudienceResource.class,
        CustomInfoResource.class,
        MixResource.class,
        WebRoomResource.class,
        WebOpeningResource.class,
        TrialResource.class);
  }

  /** Jersey would answer application.wadl by itself, to everybody. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        "jersey.config.server.wadl.disableWadl", true,
        "jersey.config.server.disableAutoDiscovery", true);
  }
}
