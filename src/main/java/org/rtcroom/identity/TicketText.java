package org.rtcroom.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.DeflaterOutputStream;
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
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(stream)) {
      deflater.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every byte", e);
    }
    return toTicketAlphabet(Base64.getEncoder().encodeToString(stream.toByteArray()));
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
      int length = inflater.inflate(buffer);
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
