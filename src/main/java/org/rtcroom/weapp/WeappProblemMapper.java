package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.kernel.Unproxied;

/** Answers every failure of a request in JSON, so that no server writes a page of its own. */
@Provider
@Unproxied
public class WeappProblemMapper implements ExceptionMapper<Throwable> {

  @Inject Problems problems;

  @Override
  public Response toResponse(Throwable failure) {
    CurrentRequest current = CurrentRequest.orNull();
    return current instanceof WeappRequest request
        ? problems.answer(failure, request).to(request)
        : problems.answer(failure, Language.CHINESE).response();
  }
}
