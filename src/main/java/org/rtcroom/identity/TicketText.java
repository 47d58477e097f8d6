package org.rtcroom.identity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * How a ticket's JSON becomes text: zlib, then base64 with {@code * - _} for {@code + / =}. Reading
 * is exact: there is one text for one stream, and nothing may follow the stream.
 */
public final class TicketText {

  /** Bytes of JSON; a real ticket has some 300. */
  static final int LARGEST_JSON = 8 * 1024;

  /** Characters; more than the largest JSON needs when nothing in it can be compressed. */
  private static final int LONGEST_TEXT = 12 * 1024;

  private TicketText() {}

  static String encode(byte[] json) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(json);
      deflater.finish();
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      byte[] buffer = new byte[1024];
      while (!deflater.finished()) {
        stream.write(buffer, 0, deflater.deflate(buffer));
      }
      return toTicketAlphabet(Base64.getEncoder().encodeToString(stream.toByteArray()));
    } finally {
      deflater.end();
    }
  }

  /**
   * The JSON of a ticket.
   *
   * @throws UnreadableTicket if the text is no ticket, or one of more than 8 KiB
   */
  static byte[] decode(String ticket) {
    if (ticket.length() > LONGEST_TEXT) {
      throw new UnreadableTicket("the ticket is too long");
    }
    return inflate(base64(ticket));
  }

  private static byte[] base64(String ticket) {
    String text = ticket.replace('*', '+').replace('-', '/').replace('_', '=');
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      String canonical = toTicketAlphabet(Base64.getEncoder().encodeToString(bytes));
      if (!canonical.equals(ticket)) {
        throw new UnreadableTicket("the ticket's base64 is not canonical");
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw new UnreadableTicket("the ticket is not base64");
    }
  }

  private static byte[] inflate(byte[] stream) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(stream);
      byte[] buffer = new byte[LARGEST_JSON + 1];
      int length = 0;
      int more = inflater.inflate(buffer);
      while (more > 0) {
        length += more;
        more = inflater.inflate(buffer, length, buffer.length - length);
      }
      boolean tooLarge = length > LARGEST_JSON;
      if (tooLarge || !inflater.finished() || inflater.getRemaining() > 0) {
        throw new UnreadableTicket("the ticket is not one whole zlib stream of at most 8 KiB");
      }
      return Arrays.copyOf(buffer, length);
    } catch (DataFormatException e) {
      throw new UnreadableTicket("the ticket is not a zlib stream");
    } finally {
      inflater.end();
    }
  }

  private static String toTicketAlphabet(String base64) {
    return base64.replace('+', '*').replace('/', '-').replace('=', '_');
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
