package org.rtcroom.stream;

import java.util.concurrent.CompletionStage;

/** The live platform that carries the streams: tells their state and mixes them. */
public interface LivePlatform {

  /** Whether the platform may be asked at all. When not, the other methods must not be called. */
  boolean enabled();

  /**
   * Asks whether a stream is published. The stage fails when the platform cannot be reached within
   * its time limit.
   */
  CompletionStage<StreamState> state(StreamName stream);

  /**
   * Asks for streams to be mixed into one. The platform's refusal is an answer; the stage fails
   * when the platform cannot be reached within its time limit.
   */
  CompletionStage<MixAnswer> mix(MixRequest request);
}
