package org.rtcroom.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A value that must not appear in logs, answers or exceptions. */
public record Secret(String value) {

  /** How a secret may be written. */
  enum Form {
    /** In one line. */
    LINE,
    /** In one line or several, such as a key in PEM; a break may be written {@code \n}, too. */
    LINES
  }

  /**
   * Reads a secret from a setting, or from the file that another setting names.
   *
   * @param name of the first setting; the other's is {@code <name>-file}
   * @throws BadSetting if both are there, or what is there cannot be the secret that was meant
   */
  static Optional<Secret> read(
      String name,
      Optional<String> value,
      Optional<String> file,
      Form form,
      SecretFile.Exposure exposure) {
    if (value.isPresent() && file.isPresent()) {
      throw BadSetting.secret(name, "either " + name + " or " + name + "-file, not both");
    }
    return value
        .map(written -> ofSetting(name, written, form))
        .or(() -> file.map(path -> ofFile(new SecretFile(name + "-file", path), form, exposure)));
  }

  private static Secret ofSetting(String name, String written, Form form) {
    SecretText text = inForm(SecretText.of(written), form);
    fault(text, form)
        .ifPresent(
            expected -> {
              throw BadSetting.secret(name, expected);
            });
    return new Secret(text.text());
  }

  /** The secret in a file. */
  static Secret ofFile(SecretFile file, Form form, SecretFile.Exposure exposure) {
    SecretText text = inForm(file.read(exposure), form);
    return new Secret(file.checked(text, fault(text, form)).text());
  }

  private static SecretText inForm(SecretText text, Form form) {
    return form == Form.LINES ? text.withBreaks() : text;
  }

  private static Optional<String> fault(SecretText text, Form form) {
    return form == Form.LINES ? text.fault() : text.faultOfLine();
  }

  /**
   * Names the secret without telling it: 8 hex digits, the same wherever the secret is.
   *
   * @param use secrets of different use have different ids
   */
  public String id(String use) {
    try {
      byte[] text = ("roomservice " + use + " " + value).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
