package org.rtcroom.room;

import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rtcroom.stream.LivePlatform;
import org.rtcroom.stream.StreamName;
import org.rtcroom.stream.StreamState;

/**
 * Asks the live platform about the streams of lapsed members, a bounded number at a time. No answer
 * counts as {@link StreamState#UNKNOWN}.
 */
final class StreamStates {

  /** Should the platform break its own time limit, no answer is awaited for longer than this. */
  private static final long PATIENCE_SECONDS = 60;

  private record StreamAnswer(Lapse lapse, StreamState state) {}

  private final LivePlatform live;
  private final int concurrency;

  /**
   * @param concurrency how many streams are asked about at once, at least 1
   */
  StreamStates(LivePlatform live, int concurrency) {
    this.live = live;
    this.concurrency = concurrency;
  }

  /** Hands on every answer as it comes, in the caller's thread. All of them must have streams. */
  void ask(List<Lapse> lapses, BiConsumer<Lapse, StreamState> judge) {
    BlockingQueue<StreamAnswer> answers = new LinkedBlockingQueue<>();
    Iterator<Lapse> waiting = lapses.iterator();
    int asked = 0;
    while (waiting.hasNext() || asked > 0) {
      while (asked < concurrency && waiting.hasNext()) {
        ask(waiting.next(), answers);
        asked++;
      }
      StreamAnswer answer = next(answers);
      if (answer == null) {
        return;
      }
      asked--;
      judge.accept(answer.lapse(), answer.state());
    }
  }

  private void ask(Lapse lapse, Queue<StreamAnswer> answers) {
    StreamName stream = lapse.member().stream().orElseThrow();
    try {
      live.state(stream)
          .whenComplete(
              (state, failure) ->
                  answers.add(
                      new StreamAnswer(lapse, failure == null ? state : StreamState.UNKNOWN)));
    } catch (RuntimeException e) {
      answers.add(new StreamAnswer(lapse, StreamState.UNKNOWN));
    }
  }

  /** The next answer; none if this thread is to end, or the platform fell silent altogether. */
  private static @Nullable StreamAnswer next(BlockingQueue<StreamAnswer> answers) {
    try {
      return answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
