package org.rtcroom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the source of the packages tells that their classes do not. */
final class PackageSource {

  private static final Path ROOT = Path.of("src/main/java/org/rtcroom");

  /** The first sentence of a package's Javadoc. */
  private static final Pattern SENTENCE =
      Pattern.compile("/\\*\\*(.*?[.:])(\\s|$)(?![a-z])", Pattern.DOTALL);

  private PackageSource() {}

  /** The lines of code of each package, blank ones and comments included. */
  static Map<String, Long> lines() throws IOException {
    Map<String, Long> lines = new TreeMap<>();
    for (Path file : files()) {
      try (Stream<String> content = Files.lines(file)) {
        lines.merge(packageOf(file), content.count(), Long::sum);
      }
    }
    return lines;
  }

  /** What each package says that it is. */
  static Map<String, String> sentences() throws IOException {
    Map<String, String> sentences = new TreeMap<>();
    for (Path file : files()) {
      if (file.endsWith("package-info.java")) {
        Matcher matcher = SENTENCE.matcher(Files.readString(file).replaceAll("\\n \\* ?", "\n"));
        if (!matcher.find()) {
          throw new IllegalStateException(file + " says nothing");
        }
        sentences.put(packageOf(file), plain(matcher.group(1)));
      }
    }
    return sentences;
  }

  private static String plain(String javadoc) {
    return javadoc.replaceAll("\\s+", " ").replaceAll("\\{@\\w+ ([^}]*)}", "`$1`").strip();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static String packageOf(Path file) {
    return ROOT.relativize(file.getParent()).toString().replace('/', '.');
  }
}
