package org.rtcroom.tencent;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the service logs while it is open. */
final class LogLines extends Handler implements AutoCloseable {

  private static final Logger OURS = Logger.getLogger("org.rtcroom");

  private final List<String> lines = new CopyOnWriteArrayList<>();

  LogLines() {
    OURS.addHandler(this);
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(line.getLevel() + " " + line.getMessage() + " " + line.getThrown());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    OURS.removeHandler(this);
  }
}
