package org.rtcroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.rtcroom.ShippedClasses;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** persistence.xml has to name every class: no server is left to find them by itself. */
class PersistenceUnitTest {

  private static final List<Class<? extends java.lang.annotation.Annotation>> MARKS =
      List.of(Entity.class, MappedSuperclass.class, Embeddable.class, Converter.class);

  @Test
  void everyPersistentClassIsListedAndNoOther() throws Exception {
    assertThat(listed()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(marked());
  }

  private static Set<String> marked() {
    return ShippedClasses.ALL.stream()
        .filter(type -> MARKS.stream().anyMatch(type::isAnnotatedWith))
        .map(JavaClass::getName)
        .collect(Collectors.toSet());
  }

  private static List<String> listed() throws Exception {
    Document unit =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("src/main/resources/META-INF/persistence.xml").toFile());
    NodeList classes = unit.getElementsByTagName("class");
    return IntStream.range(0, classes.getLength())
        .mapToObj(i -> classes.item(i).getTextContent().strip())
        .toList();
  }
}
