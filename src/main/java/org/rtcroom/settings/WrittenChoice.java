package org.rtcroom.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads constants written in lower case with {@code -} for {@code _}. */
final class WrittenChoice {

  private WrittenChoice() {}

  static <E extends Enum<E>> E parse(String name, String text, Class<E> type) {
    E[] constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> write(constant).equals(text))
        .findAny()
        .orElseThrow(
            () ->
                BadSetting.value(
                    name,
                    text,
                    "one of "
                        + Arrays.stream(constants)
                            .map(WrittenChoice::write)
                            .collect(Collectors.joining(", "))));
  }

  private static String write(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
