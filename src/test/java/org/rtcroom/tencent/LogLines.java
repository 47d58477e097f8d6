package org.rtcroom.tencent;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged while it is open. */
final class LogLines extends Handler implements AutoCloseable {

  private final Logger logger;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** Of the whole service, with what tests that run beside this one let it log. */
  LogLines() {
    this("org.rtcroom");
  }

  /** Of one class. */
  LogLines(Class<?> source) {
    this(source.getName());
  }

  private LogLines(String name) {
    logger = Logger.getLogger(name);
    logger.addHandler(this);
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
    logger.removeHandler(this);
  }
}
