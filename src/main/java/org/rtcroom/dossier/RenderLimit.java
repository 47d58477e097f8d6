package org.rtcroom.dossier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Renders documents as PDF, one at a time, so that many requests at once do not exhaust the memory.
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

  @Inject RareFont rareFont;

  private final Semaphore free = new Semaphore(1, true);

  /**
   * Prints a document.
   *
   * @param most lines of the session that it lists
   * @throws IOException if it cannot be written, the operator's font cannot be read any more, or
   *     too many wait to be printed
   */
  void print(Document document, long most, OutputStream out) throws IOException {
    boolean mine = false;
    try {
      mine = free.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
      if (!mine) {
        throw new IOException("too many dossiers are being printed");
      }
      PrintFonts fonts = new PrintFonts(rareFont);
      ByteArrayOutputStream page = new ByteArrayOutputStream();
      document.write(page, new VisibleText(fonts::draw), "print.css", most);
      PdfFile.write(page.toByteArray(), fonts, document.made(), out);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while waiting to be printed", e);
    } finally {
      if (mine) {
        free.release();
      }
    }
  }
}
