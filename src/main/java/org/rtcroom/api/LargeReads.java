package org.rtcroom.api;

import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.HttpSettings;
import org.rtcroom.kernel.Unproxied;

/**
 * Lets so many large reads be under way at once on this node, each from its note until its answer
 * is sent: they may take minutes, and so all threads and connections. Those beyond are refused at
 * once.
 */
@Unproxied
public class LargeReads {

  private final Semaphore free;

  /** None is under way. */
  @Inject
  LargeReads(HttpSettings settings) {
    free = new Semaphore(settings.largeReads());
  }

  /**
   * Begins one, which ends with the request.
   *
   * @throws ApiException {@link ApiProblem#BUSY} if there are too many
   */
  void begin(CurrentRequest request) {
    if (!free.tryAcquire()) {
      throw new ApiException(
          ApiProblem.BUSY, "exports, dossiers and lists as files are made a few at a time");
    }
    request.whenDone(free::release);
  }
}
