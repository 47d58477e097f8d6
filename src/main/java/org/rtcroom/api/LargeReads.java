package org.rtcroom.api;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/**
 * Lets so many large reads be under way at once on this node, each from its note until its answer
 * is sent: they may take minutes, and so all threads and connections. Those beyond are refused at
 * once.
 */
@Singleton
public class LargeReads {

  private static final int USUAL = 4;
  private static final int MOST = 100;

  private final Semaphore free;

  /**
   * None is under way.
   *
   * @throws BadSetting if the setting is out of its bounds
   */
  @Inject
  LargeReads(Settings settings) {
    free = new Semaphore(settings.integer("roomservice.api.large-reads", USUAL, 1, MOST));
  }

  /** Has the setting read before the first request, so that a bad one stops the start. */
  void readAtStart(@Observes Startup event) {}

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
