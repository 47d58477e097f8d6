package org.rtcroom.dossier;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/**
 * A font of the operator's for letters that the built-in one lacks.
 *
 * @param file TrueType
 */
public record RareFont(Optional<Path> file) {

  private static final String FONT = "roomservice.audit.font";

  /**
   * Reads and checks the setting.
   *
   * @throws BadSetting if it names no font that may stand in a document
   */
  public static RareFont read(Settings settings) {
    Optional<String> named = settings.optionalText(FONT);
    try {
      Optional<Path> file = named.map(Path::of);
      if (file.isPresent()) {
        check(file.get());
      }
      return new RareFont(file);
    } catch (IOException | InvalidPathException e) {
      throw BadSetting.value(
          FONT,
          named.orElse(""),
          "a file with one TrueType font whose licence lets it be embedded");
    }
  }

  /** By embedding it. */
  private static void check(Path file) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PrintFont.of(file).embeddedIn(document);
    }
  }
}
