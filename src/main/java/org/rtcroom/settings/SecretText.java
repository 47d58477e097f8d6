package org.rtcroom.settings;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a secret as an editor, a shell or a configuration tool hands it over. What they add
 * to it without showing it is dropped where it can mean nothing else: a byte order mark, white
 * space around the text, the line breaks of Windows. Whatever else would make another secret of it
 * is refused.
 */
record SecretText(String text) {

  private static final String MARK = "\uFEFF";
  private static final char LOST = '\uFFFD';

  /** A line break that is written in letters, as in some environment variables. */
  private static final Pattern WRITTEN_BREAK = Pattern.compile("(?:\\\\r)?\\\\n|\\\\r");

  private static final Pattern TABLE = Pattern.compile("[\n\t]");
  private static final Pattern BREAK = Pattern.compile("\r\n|\r");
  private static final Pattern QUOTED = Pattern.compile("([\"']).*\\1", Pattern.DOTALL);

  /** Without a byte order mark at its beginning and white space around it. */
  static SecretText of(String written) {
    String text = written.startsWith(MARK) ? written.substring(MARK.length()) : written;
    return new SecretText(BREAK.matcher(text).replaceAll("\n").strip());
  }

  /**
   * Decodes UTF-8, or UTF-16 if that has its byte order mark.
   *
   * @throws CharacterCodingException if it is neither
   */
  static SecretText of(byte[] bytes) throws CharacterCodingException {
    return of(charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
  }

  private static Charset charset(byte[] bytes) {
    int first = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    return first == 0xFEFF || first == 0xFFFE ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }

  /** The same with line breaks for those written {@code \n}, {@code \r\n} or {@code \r}. */
  SecretText withBreaks() {
    return new SecretText(WRITTEN_BREAK.matcher(text).replaceAll("\n").strip());
  }

  /** What would have to be different for it to be a secret of one line; empty if nothing. */
  Optional<String> faultOfLine() {
    Optional<String> fault = fault();
    boolean several = TABLE.matcher(text).find() || WRITTEN_BREAK.matcher(text).find();
    return fault.isEmpty() && several
        ? Optional.of("one line, without a tab, a line break or \\n in it")
        : fault;
  }

  /** The same for a text of one or several lines. */
  Optional<String> fault() {
    if (text.isEmpty()) {
      return Optional.of("something that is not empty");
    }
    if (QUOTED.matcher(text).matches()) {
      return Optional.of("the secret without quotation marks around it");
    }
    return text.codePoints().anyMatch(SecretText::unseen)
        ? Optional.of(
            "text without control characters and invisible ones, in UTF-8 or in UTF-16 that begins"
                + " with its mark")
        : Optional.empty();
  }

  private static boolean unseen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\t';
      case Character.SPACE_SEPARATOR -> c != ' ';
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> c == LOST;
    };
  }

  /** Secret. */
  @Override
  public String toString() {
    return "SecretText[hidden]";
  }
}
