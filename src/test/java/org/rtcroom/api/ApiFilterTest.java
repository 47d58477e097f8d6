package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.apikey.ApiKey.Role;
import org.rtcroom.apikey.ApiKeys;
import org.rtcroom.http.Bearer;

class ApiFilterTest {

  private static final ApiKey AUDITORS = new ApiKey("auditors", Set.of(Role.AUDITOR));

  private static final ApiKeys KEYS =
      text -> text.equals("good") ? Optional.of(AUDITORS) : Optional.empty();

  /** Methods as resources have them. */
  interface Samples {
    @Requires(Role.AUDITOR)
    void forAuditors();

    @Requires({Role.OPERATOR, Role.AUDITOR})
    void forTwoRoles();

    @Requires(Role.ADMIN)
    void forAdministrators();

    @Requires({})
    void forNoRole();

    void withoutAnnotation();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer good", "bearer good", "BEARER  good "})
  void aGoodKeyIsFound(String header) {
    assertThat(ApiFilter.key(KEYS, Bearer.of(List.of(header)))).isEqualTo(AUDITORS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "good", "Bearer", "Bearer ", "Bearer bad", "Basic good", "Bearergood"})
  void anythingElseIsNoKey(String header) {
    refused(ApiProblem.UNAUTHORIZED, () -> ApiFilter.key(KEYS, Bearer.of(List.of(header))));
  }

  @Test
  void noHeaderOrTwoAreNoKey() {
    refused(ApiProblem.UNAUTHORIZED, () -> ApiFilter.key(KEYS, Bearer.of(List.of())));
    refused(
        ApiProblem.UNAUTHORIZED,
        () -> ApiFilter.key(KEYS, Bearer.of(List.of("Bearer good", "Bearer good"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"forAuditors", "forTwoRoles"})
  void oneOfTheRolesWillDo(String method) {
    assertThatCode(() -> ApiFilter.requireRole(AUDITORS, sample(method)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"forAdministrators", "forNoRole", "withoutAnnotation"})
  void noRoleNoEntrance(String method) {
    refused(ApiProblem.FORBIDDEN, () -> ApiFilter.requireRole(AUDITORS, sample(method)));
  }

  @Test
  void aMethodWithoutTheAnnotationIsForNobody() {
    ApiKey all = new ApiKey("all", EnumSet.allOf(Role.class));

    refused(ApiProblem.FORBIDDEN, () -> ApiFilter.requireRole(all, sample("withoutAnnotation")));
    refused(ApiProblem.FORBIDDEN, () -> ApiFilter.requireRole(all, null));
  }

  @ParameterizedTest
  @MethodSource("resourceMethods")
  void everyResourceMethodSaysWhomItIsFor(Method method) {
    assertThat(method.getAnnotation(Requires.class)).as(method.toString()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "at"})
  void whatHappenedInASessionIsForAuditorsOnly(String method) throws Exception {
    Requires wanted = SessionsResource.class.getMethod(method).getAnnotation(Requires.class);

    assertThat(wanted.value()).containsExactly(Role.AUDITOR);
  }

  @Test
  void operationsAreNamedByTheirWrittenPaths() throws Exception {
    Method events = SessionsResource.class.getMethod("events");
    Method list = SessionsResource.class.getMethod("sessions");

    assertThat(ApiFilter.operation("GET", SessionsResource.class, events))
        .isEqualTo("GET api/v1/sessions/{sessionId}/events");
    assertThat(ApiFilter.operation("GET", SessionsResource.class, list))
        .isEqualTo("GET api/v1/sessions");
    assertThat(ApiFilter.operation("OPTIONS", null, null)).isEqualTo("OPTIONS api/v1/");
  }

  @Test
  void everyResourceIsServed() {
    assertThat(new ApiApplication().getClasses()).containsAll(resources().toList());
  }

  static Stream<Method> resourceMethods() {
    return resources()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(
            method ->
                Arrays.stream(method.getAnnotations())
                    .anyMatch(mark -> mark.annotationType().isAnnotationPresent(HttpMethod.class)));
  }

  static Stream<Class<?>> resources() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.rtcroom.api")
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .map(JavaClass::reflect);
  }

  private static Method sample(String name) {
    return Arrays.stream(Samples.class.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void refused(ApiProblem problem, ThrowingCallable passing) {
    assertThatThrownBy(passing)
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.problem()).isEqualTo(problem));
  }
}
