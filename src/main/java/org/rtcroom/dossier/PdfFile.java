package org.rtcroom.dossier;

import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.GregorianCalendar;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.rtcroom.chain.Sha256;

/**
 * A page of HTML as a PDF/A-2u: everything that is needed to show it in decades is inside, its
 * texts can be searched and copied, nothing active is in it. Tagged, so that it can be read aloud.
 */
final class PdfFile {

  /** Says at every reading that the font has a table it does not need. Held, or it is forgotten. */
  private static final Logger FONT_READER = Logger.getLogger("org.apache.fontbox.ttf.CmapSubtable");

  private static final Pattern CREATED =
      Pattern.compile("(?<=<xmp:CreateDate>)[^<]*(?=</xmp:CreateDate>)");

  static {
    XRLog.setLoggingEnabled(false);
    FONT_READER.setLevel(Level.OFF);
  }

  private PdfFile() {}

  /**
   * Writes it. The same page and time give the same bytes; nothing is loaded from anywhere.
   *
   * @param made when it says it was made
   */
  static void write(byte[] page, PrintFonts fonts, Instant made, OutputStream out)
      throws IOException {
    try (PDDocument document = new PDDocument(IOUtils.createTempFileOnlyStreamCache());
        PdfBoxRenderer renderer = builder(page, fonts, document).buildPdfRenderer()) {
      renderer.createPDFWithoutClosing();
      date(document, made.truncatedTo(ChronoUnit.SECONDS));
      document.setDocumentId(ByteBuffer.wrap(Sha256.of(page, new byte[0])).getLong());
      document.save(out);
    }
  }

  private static PdfRendererBuilder builder(byte[] page, PrintFonts fonts, PDDocument document)
      throws IOException {
    PdfRendererBuilder builder =
        new PdfRendererBuilder()
            .usePdfAConformance(PdfAConformance.PDFA_2_U)
            .usePdfUaAccessibility(true)
            .useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData())
            .usePDDocument(document)
            .withProducer("RoomService")
            .withHtmlContent(new String(page, StandardCharsets.UTF_8), null);
    for (ExternalResourceControlPriority priority : ExternalResourceControlPriority.values()) {
      builder.useExternalResourceAccessControl((uri, type) -> false, priority);
    }
    fonts.addTo(builder, document);
    return builder;
  }

  /** The library writes the time of its own clock, in two places. */
  private static void date(PDDocument document, Instant made) throws IOException {
    document
        .getDocumentInformation()
        .setCreationDate(GregorianCalendar.from(made.atZone(ZoneOffset.UTC)));
    PDMetadata metadata = document.getDocumentCatalog().getMetadata();
    String xmp = new String(metadata.toByteArray(), StandardCharsets.UTF_8);
    metadata.importXMPMetadata(
        CREATED.matcher(xmp).replaceFirst(made.toString()).getBytes(StandardCharsets.UTF_8));
  }
}
