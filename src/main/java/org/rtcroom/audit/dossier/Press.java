package org.rtcroom.audit.dossier;

import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.jspecify.annotations.Nullable;

/**
 * Prints documents as PDF, one at a time, so that many that are asked for at once do not exhaust
 * the memory. The font is embedded as far as it is used. Nothing is loaded from anywhere.
 */
@ApplicationScoped
class Press {

  private static final String STYLE = Style.read("print.css");

  /** How long a document waits for those before it. */
  private static final int WAIT_SECONDS = 60;

  static {
    XRLog.setLoggingEnabled(false);
  }

  private final Semaphore free = new Semaphore(1, true);
  private @Nullable PrintFont font;

  /** Writes what is to be printed, as XHTML. */
  interface Content {
    void write(OutputStream out, VisibleText visible, String style) throws IOException;
  }

  /**
   * Prints a document.
   *
   * @throws IOException if it cannot be written, or if too many wait to be printed
   */
  void print(Content content, String title, Instant made, OutputStream out) throws IOException {
    boolean mine = false;
    try {
      mine = free.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
      if (!mine) {
        throw new IOException("too many dossiers are being printed");
      }
      ByteArrayOutputStream page = new ByteArrayOutputStream();
      content.write(page, new VisibleText(font()::draws), STYLE);
      print(page.toString(StandardCharsets.UTF_8), title, made, out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while waiting to be printed", e);
    } finally {
      if (mine) {
        free.release();
      }
    }
  }

  private PrintFont font() throws IOException {
    PrintFont known = font;
    if (known == null) {
      known = PrintFont.read();
      font = known;
    }
    return known;
  }

  private static void print(String page, String title, Instant made, OutputStream out)
      throws IOException {
    PdfRendererBuilder builder =
        new PdfRendererBuilder()
            .usePDDocument(new PDDocument(IOUtils.createTempFileOnlyStreamCache()))
            .useFont(PrintFont::open, PrintFont.NAME)
            .withHtmlContent(page, null)
            .toStream(OutputStream.nullOutputStream());
    for (ExternalResourceControlPriority priority : ExternalResourceControlPriority.values()) {
      builder.useExternalResourceAccessControl((uri, type) -> false, priority);
    }
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
      renderer.layout();
      try (PDDocument document = renderer.createPDFKeepOpen()) {
        document.setDocumentInformation(information(title, made));
        document.save(out);
      }
    }
  }

  private static PDDocumentInformation information(String title, Instant made) {
    Calendar at = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    at.setTimeInMillis(made.toEpochMilli());
    PDDocumentInformation information = new PDDocumentInformation();
    information.setTitle(title);
    information.setCreator("RoomService");
    information.setCreationDate(at);
    return information;
  }
}
