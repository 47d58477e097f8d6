package org.rtcroom.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.SentRequest;
import org.rtcroom.http.TrustedProxies;
import org.rtcroom.kernel.ServedRequest;
import org.rtcroom.kernel.SessionId;

/** A line says which request it is about. */
class RequestTagTest {

  private static final SessionId SESSION = new SessionId("019c13a8-8a00-7000-8000-000000000001");

  private final RequestTag.TagHandler tags = new RequestTag.TagHandler();

  @AfterEach
  void end() {
    ServedRequest.end();
  }

  @Test
  void aLineOfARequestNamesIt() {
    begin("7f3a");

    assertThat(tagged()).isEqualTo("answered 503: {0} [request 7f3a]");
  }

  @Test
  void aLineOfARequestThatIsAboutASessionNamesThatToo() {
    begin("7f3a");
    ServedRequest.note(SESSION);

    assertThat(tagged()).isEqualTo("answered 503: {0} [request 7f3a session " + SESSION + "]");
  }

  @Test
  void theSessionOfARequestIsNotThatOfTheNextOne() {
    begin("7f3a");
    ServedRequest.note(SESSION);
    ServedRequest.end();
    begin("8b4c");

    assertThat(tagged()).isEqualTo("answered 503: {0} [request 8b4c]");
  }

  @Test
  void withoutARequestNoSessionIsKept() {
    ServedRequest.note(SESSION);
    begin("7f3a");

    assertThat(tagged()).isEqualTo("answered 503: {0} [request 7f3a]");
  }

  @Test
  void whatComesAfterARequestIsNotTakenForIt() {
    begin("7f3a");
    ServedRequest.end();

    assertThat(tagged()).isEqualTo("answered 503: {0}");
  }

  private static void begin(String id) {
    SentRequest sent = SentRequest.from("192.0.2.1").with(CurrentRequest.ID_HEADER, id);
    new CurrentRequest(sent.servlet(), TrustedProxies.in("")).begin();
  }

  private String tagged() {
    LogRecord line = new LogRecord(Level.WARNING, "answered 503: {0}");
    tags.publish(line);
    return line.getMessage();
  }
}
