package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.ext.Provider;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.room.Capability;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.room.RoomType;

/**
 * The look at a request whose operation is known: whether its family serves that operation, and
 * what its body says.
 */
@Provider
@Unproxied
public class OperationFilter implements ContainerRequestFilter {

  @Inject RoomSettings rooms;
  @Inject Ids ids;

  @Override
  public void filter(ContainerRequestContext context) {
    List<PathSegment> path = context.getUriInfo().getPathSegments();
    WeappRequest request = WeappRequest.current();
    request.leadsTo(path.get(0).getPath(), path.get(1).getPath());
    Optional<RoomType> type = RoomType.ofFamily(request.family());
    type.ifPresent(known -> requireServed(known, request.operation()));
    if (context.getMethod().equals(HttpMethod.POST)) {
      readBody(request, context);
      checkUser(request, type);
    }
  }

  private void requireServed(RoomType type, String operation) {
    boolean served = rooms.policyOf(type).enabled() && Operations.served(type, operation);
    if (!served) {
      throw new Refusal(WireProblem.NOT_FOUND);
    }
  }

  private static void readBody(WeappRequest request, ContainerRequestContext context) {
    String type = Objects.requireNonNullElse(request.sent().getContentType(), "");
    Body.Kind kind = Body.kind(type, request.header(HttpHeaders.CONTENT_ENCODING).isPresent());
    if (context.getLength() > BodyBytes.MOST) {
      throw new Refusal(WireProblem.TOO_LARGE);
    }
    byte[] bytes = BodyBytes.read(context.getEntityStream());
    request.says(Body.parse(bytes, kind), bytes.length, request.repeatable() ? hash(bytes) : "");
  }

  /** A user id in a body is never empty, whoever sends it; only asking for a new one is. */
  private void checkUser(WeappRequest request, Optional<RoomType> type) {
    Optional<String> user = request.fields().id("userID");
    if (user.isEmpty() || request.operation().equals(Operations.LOGIN_INFO)) {
      return;
    }
    String id = request.fields().requiredId("userID");
    boolean web = type.filter(known -> known.can(Capability.NUMBERED)).isPresent();
    if (!web) {
      ids.user(id);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
