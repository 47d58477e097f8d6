package org.rtcroom.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** What is served below {@code /api/v1}, by name: nothing gets in by being found. */
@ApplicationPath("api/v1")
public class ApiApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        SessionsResource.class,
        SessionsCsvResource.class,
        AccessLogResource.class,
        BansResource.class,
        DeliveriesResource.class,
        InterventionsResource.class,
        InvitedSessionsResource.class,
        KeysResource.class,
        RecordKeepingResource.class,
        StatementsResource.class,
        TicketsResource.class,
        UsersResource.class,
        CheckpointsResource.class,
        ExportResource.class,
        ReconciliationsResource.class,
        DossierResource.class,
        VerificationsResource.class,
        OpenApiResource.class,
        KeyFilter.class,
        AuditedReadFilter.class,
        OptionsFilter.class,
        ApiProblemMapper.class);
  }

  /** Jersey would answer OPTIONS and application.wadl by itself, to everybody. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
