package org.rtcroom.outgoing;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The body of an answer, given up once it is longer than its call allows. */
final class AnswerBody implements HttpResponse.BodySubscriber<byte[]> {

  private final HttpCall call;
  private final HttpResponse.BodySubscriber<byte[]> whole =
      HttpResponse.BodySubscribers.ofByteArray();
  private Flow.@Nullable Subscription pieces;
  private long length;

  AnswerBody(HttpCall call) {
    this.call = call;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    pieces = subscription;
    whole.onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> piece) {
    length += piece.stream().mapToLong(ByteBuffer::remaining).sum();
    if (length <= call.bounds().longest()) {
      whole.onNext(piece);
    } else if (pieces != null) {
      pieces.cancel();
      whole.onError(new NoAnswer(call.name(), "answer too long"));
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.onError(failure);
  }

  @Override
  public void onComplete() {
    whole.onComplete();
  }
}
