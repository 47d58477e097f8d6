package org.rtcroom.dossier;

import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/**
 * The fonts of one printed document: the built-in one, and the operator's, which is read when the
 * first letter comes that the other lacks.
 */
final class PrintFonts {

  private final PrintFont builtIn = PrintFont.builtIn();
  private final Optional<Path> file;
  private @Nullable PrintFont rare;

  PrintFonts(RareFont rare) throws IOException {
    file = rare.file();
  }

  /** Whether one of them has a glyph for a character. */
  boolean draw(int character) {
    return builtIn.draws(character) || (file.isPresent() && rare(file.get()).draws(character));
  }

  private PrintFont rare(Path file) {
    if (rare == null) {
      try {
        rare = PrintFont.of(file);
      } catch (IOException e) {
        throw new UncheckedIOException("the font " + file + " cannot be read any more", e);
      }
    }
    return rare;
  }

  /** Makes the document use them, by the names they have in print.css. */
  void addTo(PdfRendererBuilder builder, PDDocument document) throws IOException {
    builder.useFont(new PDFontSupplier(builtIn.embeddedIn(document)), "Built-in");
    if (rare != null) {
      builder.useFont(new PDFontSupplier(rare.embeddedIn(document)), "Rare");
    }
  }
}
