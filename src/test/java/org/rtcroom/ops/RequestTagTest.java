package org.rtcroom.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.SessionInRequest;

/** A line says which request it is about. */
class RequestTagTest {

  private static final SessionId SESSION = new SessionId("019c13a8-8a00-7000-8000-000000000001");

  private final RequestTag.Tagging tagging = new RequestTag.Tagging();

  @AfterEach
  void end() {
    RequestTag.end();
  }

  @Test
  void aLineOfARequestNamesIt() {
    RequestTag.begin(() -> "7f3a");

    assertThat(tagged()).isEqualTo("answered 503: {0} [request 7f3a]");
  }

  @Test
  void aLineOfARequestThatIsAboutASessionNamesThatToo() {
    RequestTag.begin(() -> "7f3a");
    SessionInRequest.note(SESSION);

    assertThat(tagged()).isEqualTo("answered 503: {0} [request 7f3a session " + SESSION + "]");
  }

  @Test
  void theSessionOfARequestIsNotThatOfTheNextOne() {
    RequestTag.begin(() -> "7f3a");
    SessionInRequest.note(SESSION);
    RequestTag.end();
    RequestTag.begin(() -> "8b4c");

    assertThat(tagged()).isEqualTo("answered 503: {0} [request 8b4c]");
  }

  @Test
  void withoutARequestNoSessionIsKept() {
    SessionInRequest.note(SESSION);

    assertThat(SessionInRequest.noted()).isNull();
  }

  @Test
  void aRequestWithoutAnIdYetIsNotNamed() {
    RequestTag.begin(() -> null);

    assertThat(tagged()).isEqualTo("answered 503: {0}");
  }

  @Test
  void whatComesAfterARequestIsNotTakenForIt() {
    RequestTag.begin(() -> "7f3a");
    RequestTag.end();

    assertThat(tagged()).isEqualTo("answered 503: {0}");
  }

  private String tagged() {
    LogRecord line = new LogRecord(Level.WARNING, "answered 503: {0}");
    tagging.publish(line);
    return line.getMessage();
  }
}
