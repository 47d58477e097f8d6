package org.rtcroom.ops;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.kernel.SessionId;

/**
 * Appends to each log line of the service the id of the request it is about, and of the session if
 * it is about one, as {@code [request 7f3a… session 019c…]}: the same ids that stand on the answer
 * and in recorded lines. Lines logged after the request's own thread has let it go, such as those
 * of deliveries, have none.
 */
@Singleton
@Startup
public class RequestTag {

  private final Logger logger = Logger.getLogger("org.rtcroom");
  private final Handler tags = new TagHandler();

  /** Handlers of a logger are called before those of its parents, which write. */
  @PostConstruct
  void install() {
    logger.addHandler(tags);
  }

  @PreDestroy
  void remove() {
    logger.removeHandler(tags);
  }

  /** Writes nothing itself. */
  static final class TagHandler extends Handler {

    @Override
    public void publish(LogRecord line) {
      CurrentRequest request = CurrentRequest.orNull();
      if (request != null) {
        SessionId session = request.session();
        String about = session == null ? "" : " session " + session;
        line.setMessage(line.getMessage() + " [request " + request.id() + about + "]");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
