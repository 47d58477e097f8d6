package org.rtcroom.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rtcroom.chain.Sha256;
import org.rtcroom.checkpoint.Cover;
import org.rtcroom.checkpoint.Receipt;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What a dossier says to people, on the screen and in print. Printing is slow: it reads a font of
 * ten megabytes.
 */
class DocumentTest {

  private static final List<String> HOSTILE =
      List.of(
          "\"<script>alert(1)</script>\"",
          "\"\\\"><img src=x onerror=alert(1)>\"",
          "\"abc\\u202ecba\\u2066\"",
          "\"nul\\u0000\\u001b[31m\"",
          "\"\\ud800 alone\"",
          "\"\\udc00\\ud800\"",
          "\"\\uffff\\ufdd0\"",
          "\") Tj ET BT /F1 (\"",
          "\"]]>&amp;&#60;\"",
          "\"Z" + "\\u0335".repeat(50) + "\"",
          "\"\\u0645\\u0631\\u062d\\u0628\\u0627 \\ud83d\\ude00\"",
          "\"" + "长".repeat(4096) + "\"",
          "\"" + "x".repeat(4096) + "\"");

  private static SampleSession meeting() {
    return new SampleSession()
        .line(
            "OPENED",
            "{\"family\":\"double_room\",\"roomPseudonym\":\"~00\"}",
            "{\"actor\":{\"user\":\"li\"},\"creator\":\"li\",\"info\":\"账户\","
                + "\"roomID\":\"room_1\"}")
        .joined("li", "\"李明\"")
        .joined("wang", "\"王芳 龘𠮷\"");
  }

  private static String html(SampleSession session) throws Exception {
    return new String(Shown.of(session).html(), StandardCharsets.UTF_8);
  }

  private static String printed(SampleSession session) throws Exception {
    try (PDDocument pdf = Shown.of(session).print()) {
      return Shown.text(pdf);
    }
  }

  private static List<Element> elements(Shown shown) throws Exception {
    NodeList all = shown.page().getElementsByTagName("*");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      elements.add((Element) all.item(i));
    }
    return elements;
  }

  private static SampleSession hostile() {
    SampleSession session = meeting();
    for (int i = 0; i < HOSTILE.size(); i++) {
      session.joined("user" + i, HOSTILE.get(i));
    }
    session.line(
        HOSTILE.get(0), "{\"<b>\":{\"]]>\":[\"<i>\"]}}", "{\"\\u202e\":" + HOSTILE.get(1) + "}");
    session.head.put("room_id", "<b>room</b>");
    return session;
  }

  @Test
  void whatStrangersWroteIsNothingButText() throws Exception {
    Shown shown = Shown.of(hostile());

    assertThat(elements(shown))
        .extracting(Element::getTagName)
        .isSubsetOf(
            "html", "head", "meta", "title", "style", "body", "div", "p", "h1", "h2", "table",
            "thead", "tbody", "tr", "th", "td", "span", "bdi", "pre");
    assertThat(elements(shown))
        .allSatisfy(
            element -> {
              for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(element.getAttributes().item(i).getNodeName())
                    .isIn(
                        "lang", "class", "charset", "http-equiv", "content", "name", "data-label");
              }
            });
    assertThat(shown.page().getDocumentElement().getTextContent())
        .contains("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "]]>&amp;&#60;");
  }

  @Test
  void whatCannotBeSeenStandsAsItsNumber() throws Exception {
    String html = html(hostile());

    assertThat(html)
        .contains("abc‹U+202E›cba‹U+2066›", "nul‹U+0000›‹U+001B›[31m", "‹U+D800› alone")
        .contains("‹U+DC00›‹U+D800›", "‹U+FFFF›", "‹U+0335›‹U+0335›")
        .doesNotContain("\u202e", "\u2066", "\u0000", "\uffff", "\u0335\u0335\u0335");
  }

  @Test
  @Tag("slow")
  void whatStrangersWroteIsPrintedAsText() throws Exception {
    String text = printed(hostile());

    assertThat(text)
        .contains("abc‹U+202E›cba", "nul‹U+0000›", ") Tj ET BT /F1 (", "‹U+0645›", "‹U+1F600›");
  }

  @Test
  void thePolicyAllowsItsOwnStyleAndNothingElse() throws Exception {
    String html = html(meeting());

    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    byte[] hash = Sha256.of(style.getBytes(StandardCharsets.UTF_8), new byte[0]);
    assertThat(html)
        .contains(
            "default-src 'none'; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(hash)
                + "'");
    assertThat(style).doesNotContain("url(", "@import", "&lt;", "&gt;", "&amp;");
  }

  @Test
  @Tag("slow")
  void chineseNamesArePrintedAndCanBeSearchedFor() throws Exception {
    assertThat(printed(meeting())).contains("李明", "王芳 龘‹U+20BB7›", "用户", "可见");
  }

  @Test
  @Tag("slow")
  void everyFontIsInsideAndNothingIsActive() throws Exception {
    try (PDDocument pdf = Shown.of(hostile()).print()) {
      var catalog = pdf.getDocumentCatalog().getCOSObject();

      for (PDPage page : pdf.getPages()) {
        for (COSName name : page.getResources().getFontNames()) {
          assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
        }
        assertThat(page.getAnnotations()).isEmpty();
        assertThat(page.getCOSObject().containsKey(COSName.AA)).isFalse();
      }
      for (String active : List.of("OpenAction", "AA", "AcroForm", "Names", "AF")) {
        assertThat(catalog.containsKey(active)).as(active).isFalse();
      }
    }
  }

  @Test
  void whereFromIsToldApartByWhoSaysSo() throws Exception {
    assertThat(html(meeting()))
        .contains("Observed address", "192.0.2.1", "Address reported by proxy", "10.0.0.7")
        .contains("Through proxies", "127.0.0.1")
        .contains("Device declared by client", "iOS, agent/1.0", "token issued at login");
  }

  @Test
  void timesAreToldInUtcAndInTheZoneOfTheSite() throws Exception {
    assertThat(html(meeting()))
        .contains("2026-01-31 12:00:00.000 UTC (2026-01-31 20:00:00.000 +08:00)", "Asia/Shanghai");
  }

  @Test
  @Tag("slow")
  void aPersonWhoWasErasedIsNamedSo() throws Exception {
    SampleSession session = meeting().erased("JOINED");

    assertThat(html(session)).contains("erased / 已删除", "In 1 lines the personal part was erased");
    assertThat(printed(session)).contains("erased / 已删除");
  }

  @Test
  void anEvictionIsToldWithItsLastHeartbeat() throws Exception {
    SampleSession session =
        meeting()
            .line(
                "LEFT",
                "{\"lastHeard\":1769860801500,\"reason\":\"LAPSED\",\"streamState\":\"gone\"}",
                "{\"user\":\"wang\"}")
            .closed("{\"gaps\":[{\"from\":1769860801500,\"seconds\":7}],\"reason\":\"LAST_LEFT\"}");

    assertThat(html(session))
        .contains("heartbeats had stopped / 心跳中断", "2026-01-31 12:00:01.500 UTC", "gone")
        .contains("Gaps in heartbeats / 心跳中断", "Seconds / 秒: 7")
        .contains("the last member left or was evicted");
  }

  @Test
  void aStatementIsToldAsSomebodysWord() throws Exception {
    SampleSession session =
        meeting()
            .line(
                "STATEMENT_MADE",
                "{\"key\":\"core bank\",\"keyId\":\"k1\",\"occurredAt\":1769860801000,"
                    + "\"type\":\"consent\"}",
                "{\"actor\":{\"proof\":\"API_KEY\"},\"data\":\"yes\"}");

    assertThat(html(session)).contains("Stated by", "core bank (k1), 2026-01-31 12:00:03.000 UTC");
  }

  @Test
  @Tag("slow")
  void demoModeIsMarkedOnEveryPage() throws Exception {
    try (PDDocument pdf = new Shown(hostile(), "demo").print()) {
      PDFTextStripper stripper = new PDFTextStripper();
      assertThat(pdf.getNumberOfPages()).isGreaterThan(1);
      for (int number = 1; number <= pdf.getNumberOfPages(); number++) {
        stripper.setStartPage(number);
        stripper.setEndPage(number);
        assertThat(stripper.getText(pdf)).contains("DEMONSTRATION", "演示模式");
      }
    }
    assertThat(html(meeting())).doesNotContain("DEMONSTRATION");
  }

  @Test
  void linesThatNothingCoversAreToldWithTheirAge() throws Exception {
    assertThat(html(meeting().covered(7, 1, Optional.empty(), Optional.empty())))
        .contains("lines no. 0 to 1 of 3. Of the others nothing is proved")
        .contains("1 lines, the oldest recorded 59 min 58 s before this dossier was made")
        .contains("time rests on the server's clock alone");
  }

  @Test
  void theWitnessBoundsTheTime() throws Exception {
    Receipt before = new Receipt(6, "url", 1769860860000L, new byte[0], new byte[32]);
    Receipt by = new Receipt(7, "url", 1769860920000L, new byte[0], new byte[32]);
    SampleSession session = meeting().covered(7, 2, Optional.of(before), Optional.of(by));

    assertThat(html(session))
        .contains("All lines are covered by signed checkpoints")
        .contains(
            "witnessed between 2026-01-31 12:01:00.000 UTC", "and 2026-01-31 12:02:00.000 UTC")
        .doesNotContain("clock alone");
  }

  @Test
  void whatAWitnessSaidIsNoProofWithoutIt() throws Exception {
    Receipt by = new Receipt(7, "url", 1769860920000L, new byte[0], new byte[32]);
    SampleSession session = meeting().covered(7, 2, Optional.empty(), Optional.of(by));

    assertThat(html(session))
        .contains(
            "<div class=\"weak\"><p>Lines up to no. 2: witnessed by",
            "proves nothing without it: ask the witness")
        .doesNotContain("time-stamp authority saw");
  }

  @Test
  void aVerifiedTimeStampProvesTheTime() throws Exception {
    Receipt by = new Receipt(7, "tsa", 1769860920000L, new byte[0], new byte[32]);
    SampleSession session =
        meeting()
            .covered(7, 2, Optional.empty(), Optional.of(by), Optional.of(SampleSession.OPENED));

    assertThat(html(session))
        .contains("a time-stamp authority saw a checkpoint that covers them at 2026-01-31 12:00")
        .doesNotContain("ask the witness");
  }

  @Test
  void aCoverThatIsGoneIsTold() throws Exception {
    SampleSession session = meeting().covered(7, 1, Optional.empty(), Optional.empty());
    session.head.put("covered_seq", 2L);

    assertThat(html(session))
        .contains("Checkpoints covered this session up to line no. 2 once")
        .contains("Something was removed");

    session.missing.add(new Cover.MissingLeaf(8, false));
    assertThat(html(session)).contains("Of these checkpoints leaves are gone", ": 8.");
  }

  @Test
  @Tag("slow")
  void aLongSessionIsCutInPrintAndSaysSo() throws Exception {
    SampleSession session = meeting();
    for (int i = 0; i < 30; i++) {
      session.joined("late" + i, "\"Late\"");
    }
    try (PDDocument pdf = Loader.loadPDF(Shown.of(session).pdf(10))) {
      assertThat(Shown.text(pdf))
          .contains("The first 10 of 33 lines are printed here", "#9")
          .doesNotContain("#10");
    }
    assertThat(html(session)).contains("#32").doesNotContain("are printed here");
  }
}
