package org.rtcroom.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The classes that serve {@code /api/v1}, by name: none is added because a server finds it. */
@ApplicationPath("api/v1")
public class ApiApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        SessionsResource.class,
        SessionsCsvResource.class,
        SessionsXlsxResource.class,
        AccessLogResource.class,
        BansResource.class,
        DeliveriesResource.class,
        EvidenceResource.class,
        KeysResource.class,
        OpenApiResource.class,
        RecordKeepingResource.class,
        SessionCommandsResource.class,
        TicketsResource.class,
        UsersResource.class,
        ApiFilter.class,
        OptionsFilter.class,
        ApiProblemMapper.class);
  }

  /** Jersey would answer OPTIONS and application.wadl by itself, to every caller. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
