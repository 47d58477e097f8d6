package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.room.RoomType;

/** Finds the operation of a request, refuses it if its family does not serve it, reads its body. */
@Provider
@Unproxied
public class OperationFilter implements ContainerRequestFilter {

  @Inject RoomSettings rooms;
  @Inject WeappSettings settings;
  @Inject Ids ids;

  @Override
  public void filter(ContainerRequestContext context) {
    List<PathSegment> path = context.getUriInfo().getPathSegments();
    Operation operation = Operation.at(path.get(0).getPath(), path.get(1).getPath());
    WeappRequest request = WeappRequest.current();
    begin(request, operation);
    if (context.getMethod().equals(HttpMethod.POST)) {
      read(request, context.getEntityStream(), context.getLength());
    }
  }

  /**
   * Says where the request leads.
   *
   * @throws Refusal {@link WireProblem#NOT_FOUND} if its family does not serve that
   */
  void begin(WeappRequest request, Operation operation) {
    request.leadsTo(operation);
    requireServed(operation);
  }

  /**
   * Reads the body and checks the user that it names.
   *
   * @param length bytes that the client announces; negative if it announces none
   */
  void read(WeappRequest request, InputStream body, int length) {
    readBody(request, body, length);
    checkUser(request, request.operation());
  }

  private void requireServed(Operation operation) {
    Optional<RoomType> type = operation.type();
    boolean served =
        operation.possible()
            && (type.isEmpty() || rooms.policyOf(type.get()).enabled())
            && (settings.generation2017() || !operation.ofGeneration2017());
    if (!served) {
      throw new Refusal(WireProblem.NOT_FOUND);
    }
  }

  private static void readBody(WeappRequest request, InputStream body, int length) {
    String type = Objects.requireNonNullElse(request.sent().getContentType(), "");
    Body.Kind kind = Body.kind(type, request.header(HttpHeaders.CONTENT_ENCODING).isPresent());
    byte[] bytes = Body.read(body, length);
    request.says(Body.parse(bytes, kind), bytes.length, request.repeatable() ? hash(bytes) : "");
  }

  /** A user id in a body is never empty; only a request for a new one may leave it so. */
  private void checkUser(WeappRequest request, Operation operation) {
    Optional<String> user = request.fields().id("userID");
    if (user.isEmpty() || operation.givesTickets()) {
      return;
    }
    String id = request.fields().requiredId("userID");
    if (!operation.web()) {
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
