package org.rtcroom.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtcroom.accesslog.AccessLogWriter;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.ServedRequest;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Remarks;

/** One request of the v1 API: its operation, the key it shows, and the read it is noted for. */
@RequestScoped
class ApiRequest {

  @Inject AccessLogWriter accessLog;
  @Inject Pseudonyms pseudonyms;

  private String operation = "api/v1";
  private @Nullable ContainerRequestContext context;
  private @Nullable ApiKey key;
  private @Nullable ReadQuery query;

  /**
   * Begins the request.
   *
   * @param named method and path as written, such as {@code GET api/v1/bans}
   */
  void begin(String named) {
    operation = named;
    CurrentRequest.get().leadsTo("api/" + named);
  }

  void matched(ContainerRequestContext request) {
    context = request;
  }

  void identified(ApiKey shown) {
    key = shown;
    CurrentRequest.get().identifyByKey(shown.id());
  }

  String operation() {
    return operation;
  }

  /** The holder of the key shown; without a user or a key until a key is found good. */
  Actor actor() {
    return CurrentRequest.get().actor();
  }

  /**
   * The key shown.
   *
   * @throws ApiException if none was found good
   */
  ApiKey key() {
    if (key == null) {
      throw new ApiException(ApiProblem.UNAUTHORIZED, "no API key");
    }
    return key;
  }

  /** The holder of the key shown, for notes in the access log. */
  KeyHolder holder() {
    return new KeyHolder(key(), actor(), accessLog, pseudonyms);
  }

  /** The holder of the key shown, as the author of a remark in a session's record. */
  Remarks.By author() {
    return new Remarks.By(key().name(), key().id());
  }

  /** The query, not yet checked. */
  Map<String, List<String>> query() {
    return context().getUriInfo().getQueryParameters();
  }

  /** The query, if it has only these parameters. */
  QueryParameters parameters(String... known) {
    return QueryParameters.of(query(), Set.of(known));
  }

  /** The session that the path names. */
  SessionId sessionId() {
    return session(context().getUriInfo().getPathParameters().getFirst("sessionId"));
  }

  /**
   * The session that a text names. A text that cannot be an id is not looked for and not noted, so
   * that notes hold no text of a stranger.
   *
   * @throws ApiException {@link ApiProblem#NO_SUCH_SESSION}
   */
  static SessionId session(String text) {
    SessionId id = TextForm.SESSION.parse(text).orElseThrow(ApiException::unknownSession);
    ServedRequest.note(id);
    return id;
  }

  /**
   * The body, which can be read once; empty if there is none.
   *
   * @throws UncheckedIOException if it did not come, or not in time
   */
  byte[] body() {
    try {
      return context().getEntityStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the body could not be read", e);
    }
  }

  private ContainerRequestContext context() {
    return Objects.requireNonNull(context, "the request leads to no method");
  }

  /**
   * Notes an audited read and waits until that is committed. Refusals that this node has counted so
   * far are written ahead of the note of a read of the access log, so that both are among the lines
   * it reads.
   *
   * @throws ApiException if the request is wrong, or its key may not ask for that
   * @throws DatabaseUnavailable if the read could not be noted; then nothing may be read
   */
  void note(HistoryRead read) {
    ReadQuery asked = read.query(this);
    if (read == HistoryRead.ACCESS_LOG) {
      accessLog.settleRefusals();
    }
    holder().read(read, asked);
    query = asked;
  }

  /**
   * The query of the audited read. A method has no other way to learn it, so a read that was not
   * noted cannot be made.
   *
   * @throws NullPointerException if the method is not marked {@link AuditedRead}
   */
  <Q extends ReadQuery> Q noted(Class<Q> type) {
    return type.cast(Objects.requireNonNull(query, "the read was not noted"));
  }
}
