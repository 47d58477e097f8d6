package org.rtcroom.api;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.rtcroom.http.AnnouncedLength;

/**
 * The body of a request, of which no more is read than the largest that any call takes. How much a
 * call takes is its own business: {@link JsonBody}.
 */
final class BoundedBody extends FilterInputStream {

  /** Bytes. */
  static final int LARGEST = AnnouncedLength.LARGEST;

  private int left = LARGEST;

  private BoundedBody(InputStream body) {
    super(body);
  }

  /**
   * Bounds it.
   *
   * @throws ClientErrorException 413 if the request says that its body is larger
   */
  static void of(ContainerRequestContext request) {
    if (request.getLength() > LARGEST) {
      throw tooLarge();
    }
    request.setEntityStream(new BoundedBody(request.getEntityStream()));
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) {
    left -= read;
    if (left < 0) {
      throw tooLarge();
    }
  }

  private static ClientErrorException tooLarge() {
    return new ClientErrorException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
  }
}
