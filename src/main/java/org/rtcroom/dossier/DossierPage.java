package org.rtcroom.dossier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.rtcroom.chain.Sha256;

/**
 * A page of HTML that is XML as well. It holds no script, no link and nothing from elsewhere, and
 * its policy forbids all of that; every text goes through the escaping of the XML writer.
 */
final class DossierPage implements AutoCloseable {

  private final XMLStreamWriter xml;
  private final VisibleText visible;
  private List<String> columns = List.of();

  /**
   * Begins the page.
   *
   * @param styleSheet its file name
   */
  DossierPage(OutputStream out, VisibleText visible, String styleSheet, Words title)
      throws IOException, XMLStreamException {
    this.visible = visible;
    String style = style(styleSheet);
    xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
    xml.writeDTD("<!DOCTYPE html>");
    open("html", "lang", "en");
    open("head");
    empty("meta", "charset", "UTF-8");
    empty("meta", "http-equiv", "Content-Security-Policy", "content", policy(style));
    empty("meta", "name", "viewport", "content", "width=device-width");
    element("title", title.both());
    element("style", style);
    end();
    open("body");
  }

  /** A style sheet of this package; it holds nothing that XML would escape. */
  private static String style(String fileName) throws IOException {
    try (InputStream file = DossierPage.class.getResourceAsStream(fileName)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String policy(String style) {
    byte[] hash = Sha256.of(style.getBytes(StandardCharsets.UTF_8), new byte[0]);
    return "default-src 'none'; style-src 'sha256-"
        + Base64.getEncoder().encodeToString(hash)
        + "'";
  }

  /** The head or foot of every printed page; a style sheet may hide it. */
  void everyPage(String styleClass, List<Fact> lines) throws XMLStreamException {
    open("div", "class", styleClass);
    for (Fact line : lines) {
      open("p", "class", line.label());
      text(line.text());
      end();
    }
    end();
  }

  void title(Words title) throws XMLStreamException {
    element("h1", title.both());
  }

  void heading(String section) throws XMLStreamException {
    element("h2", Words.both("section." + section));
  }

  /**
   * A paragraph in each language. The arguments of a phrase come from the service, not strangers.
   */
  void note(Words words) throws XMLStreamException {
    note("", words);
  }

  /** With a class of the style sheets. */
  void note(String styleClass, Words words) throws XMLStreamException {
    open("div", "class", styleClass);
    open("p");
    xml.writeCharacters(words.english());
    end();
    open("p", "lang", "zh");
    xml.writeCharacters(words.chinese());
    end();
    end();
  }

  void literal(String text) throws XMLStreamException {
    element("pre", text);
  }

  /** A table of labels and values. */
  void facts(List<Fact> facts) throws XMLStreamException {
    open("table", "class", "facts");
    open("tbody");
    for (Fact fact : facts) {
      open("tr");
      element("th", fact.label());
      open("td");
      value(fact);
      end();
      end();
    }
    end();
    end();
  }

  /**
   * Begins a table.
   *
   * @param name a class of the style sheets
   * @param labels of the columns
   */
  void beginRows(String name, String... labels) throws XMLStreamException {
    open("table", "class", "rows " + name);
    open("thead");
    open("tr");
    columns = Stream.of(labels).map(label -> Words.both("label." + label)).toList();
    for (String column : columns) {
      element("th", column);
    }
    end();
    end();
    open("tbody");
  }

  /** A row; each cell also names its column, for screens too narrow for the table's head. */
  void row(List<List<Fact>> cells) throws XMLStreamException {
    open("tr");
    for (int i = 0; i < cells.size(); i++) {
      open("td", "data-label", columns.get(i));
      for (Fact fact : cells.get(i)) {
        open("div");
        if (!fact.label().isEmpty()) {
          open("span", "class", "l");
          text(fact.label() + " ");
          end();
        }
        value(fact);
        end();
      }
      end();
    }
    end();
    xml.writeCharacters("\n");
  }

  void endRows() throws XMLStreamException {
    end();
    end();
  }

  /** Set apart from the text around it: its direction of writing may be another. */
  private void value(Fact fact) throws XMLStreamException {
    open("bdi", "class", fact.look());
    text(fact.text());
    end();
  }

  private void element(String name, String text) throws XMLStreamException {
    open(name);
    if (name.equals("style")) {
      xml.writeCharacters(text);
    } else {
      text(text);
    }
    end();
  }

  private void text(String text) throws XMLStreamException {
    xml.writeCharacters(visible.of(text));
  }

  private void open(String name, String... attributes) throws XMLStreamException {
    xml.writeStartElement(name);
    attributes(attributes);
  }

  private void empty(String name, String... attributes) throws XMLStreamException {
    xml.writeEmptyElement(name);
    attributes(attributes);
  }

  private void attributes(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], attributes[i + 1]);
    }
  }

  private void end() throws XMLStreamException {
    xml.writeEndElement();
  }

  /** Ends the page; the stream stays open. */
  @Override
  public void close() throws XMLStreamException {
    end();
    end();
    xml.writeEndDocument();
    xml.flush();
  }
}
