package org.rtcroom.ops;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Startup;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rtcroom.ShippedClasses;

/** The bean that says that all has started is the last of them. */
class ServiceStartTest {

  private static final Map<String, JavaClass> STARTED =
      ShippedClasses.ALL.stream()
          .filter(found -> found.isAnnotatedWith(Startup.class))
          .collect(Collectors.toMap(JavaClass::getSimpleName, Function.identity()));

  @Test
  void whateverStartsByItselfStartsBeforeIt() {
    Set<String> before = new HashSet<>();
    addWithWhatIsBefore("ServiceStart", before);

    assertThat(before).isEqualTo(STARTED.keySet()).hasSizeGreaterThan(5);
  }

  private static void addWithWhatIsBefore(String name, Set<String> found) {
    found.add(name);
    JavaClass bean = requireNonNull(STARTED.get(name), name);
    if (bean.isAnnotatedWith(DependsOn.class)) {
      List.of(bean.getAnnotationOfType(DependsOn.class).value())
          .forEach(earlier -> addWithWhatIsBefore(earlier, found));
    }
  }
}
