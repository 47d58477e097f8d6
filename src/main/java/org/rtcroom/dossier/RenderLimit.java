package org.rtcroom.dossier;

import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Renders documents as PDF, one at a time, so that many requests at once do not exhaust the memory.
 * The used part of the font is embedded. Nothing is loaded from anywhere.
 *
 * <pre>{@code
 *            first in the queue within 60 s
 * waiting ------------------------------------> printing ----> printed
 *    |                                             |
 *    | too late, or interrupted                    | cannot be written
 *    +-----------------> failed <------------------+
 * }</pre>
 */
@ApplicationScoped
class RenderLimit {

  /** How long a document waits for those before it. */
  private static final int WAIT_SECONDS = 60;

  /** Says at every reading that the font has a table it does not need. Held, or it is forgotten. */
  private static final Logger FONT_READER = Logger.getLogger("org.apache.fontbox.ttf.CmapSubtable");

  static {
    XRLog.setLoggingEnabled(false);
    FONT_READER.setLevel(Level.OFF);
  }

  private final Semaphore free = new Semaphore(1, true);

  /**
   * Prints a document.
   *
   * @param most lines of the session that it lists
   * @throws IOException if it cannot be written, or if too many wait to be printed
   */
  void print(Document document, long most, OutputStream out) throws IOException {
    boolean mine = false;
    try {
      mine = free.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
      if (!mine) {
        throw new IOException("too many dossiers are being printed");
      }
      PrintFont font = PrintFont.read();
      ByteArrayOutputStream page = new ByteArrayOutputStream();
      document.write(page, new VisibleText(font::draws), "print.css", most);
      print(page.toString(StandardCharsets.UTF_8), font, out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while waiting to be printed", e);
    } finally {
      if (mine) {
        free.release();
      }
    }
  }

  /** As PDF/A-2u: everything that is needed to show it in decades is inside, nothing active is. */
  private static void print(String page, PrintFont font, OutputStream out) throws IOException {
    PDDocument document = new PDDocument(IOUtils.createTempFileOnlyStreamCache());
    PdfRendererBuilder builder =
        new PdfRendererBuilder()
            .usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_2_U)
            .useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData())
            .usePDDocument(document)
            .useFont(new PDFontSupplier(font.embeddedIn(document)), PrintFont.NAME)
            .withProducer("RoomService")
            .withHtmlContent(page, null)
            .toStream(out);
    for (ExternalResourceControlPriority priority : ExternalResourceControlPriority.values()) {
      builder.useExternalResourceAccessControl((uri, type) -> false, priority);
    }
    builder.run();
  }
}
