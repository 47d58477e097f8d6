package org.rtcroom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The part of {@code src/docs/architecture.md} that is drawn from the code. */
final class ArchitecturePage {

  private static final Path PAGE = Path.of("src/docs/architecture.md");
  private static final String BEGIN = "<!-- packages: written by ArchitectureTest -->\n";
  private static final String END = "<!-- end of packages -->\n";

  private final String text;

  private ArchitecturePage(String text) {
    this.text = text;
  }

  static ArchitecturePage read() throws IOException {
    return new ArchitecturePage(Files.readString(PAGE));
  }

  boolean shows(String drawn) {
    return text.contains(BEGIN + drawn + END);
  }

  /** Puts what is drawn in place of what is shown, for whoever changed an arrow. */
  void writeUnlessShown(String drawn) throws IOException {
    if (!shows(drawn)) {
      int begin = text.indexOf(BEGIN) + BEGIN.length();
      int end = text.indexOf(END);
      Files.writeString(PAGE, text.substring(0, begin) + drawn + text.substring(end));
    }
  }

  /** The picture, and a row for each package. */
  static String draw(Map<String, Set<String>> arrows, Map<String, String> sentences) {
    StringBuilder page = new StringBuilder("\n```mermaid\nflowchart TD\n");
    reduced(arrows)
        .forEach(
            (from, known) -> known.forEach(to -> page.append("  " + from + " --> " + to + "\n")));
    page.append("  verifier\n```\n\n| package | what it is | knows |\n|---|---|---|\n");
    arrows.forEach(
        (name, known) ->
            page.append(
                "| `"
                    + name
                    + "` | "
                    + sentences.get(name)
                    + " | "
                    + String.join(", ", known)
                    + " |\n"));
    return page.append('\n').toString();
  }

  /** The arrows without those that follow from others, which would only hide the picture. */
  private static Map<String, Set<String>> reduced(Map<String, Set<String>> arrows) {
    Map<String, Set<String>> reduced = new TreeMap<>();
    arrows.forEach(
        (from, known) -> {
          Set<String> direct = new TreeSet<>(known);
          known.forEach(to -> direct.removeAll(beyond(to, arrows)));
          reduced.put(from, direct);
        });
    return reduced;
  }

  private static Set<String> beyond(String from, Map<String, Set<String>> arrows) {
    Set<String> reached = new HashSet<>();
    for (String to : arrows.getOrDefault(from, Set.of())) {
      reached.add(to);
      reached.addAll(beyond(to, arrows));
    }
    return reached;
  }
}
