package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.ADMIN;
import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;
import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;
import static org.rtcroom.apikey.ApiKey.Role.OPERATOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The description of this API, for tools and their users. */
@Path("openapi")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class OpenApiResource {

  static final String DOCUMENT = "openapi.json";

  /** The document, OpenAPI 3, for the holder of any key. */
  @GET
  @Requires({INTEGRATOR, OPERATOR, AUDITOR, ADMIN})
  public byte[] document() {
    try (InputStream document = OpenApiResource.class.getResourceAsStream(DOCUMENT)) {
      return Objects.requireNonNull(document).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
