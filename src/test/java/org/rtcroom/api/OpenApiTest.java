package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.ByteArrayInputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rtcroom.room.Reason;
import org.rtcroom.room.RoomType;

/** The description of the API says what the code does. */
class OpenApiTest {

  private static final JsonObject DOCUMENT = document();

  @Test
  void itDescribesEveryResourceMethodAndNoOther() {
    Set<String> described = new TreeSet<>();
    DOCUMENT
        .getJsonObject("paths")
        .forEach(
            (path, methods) ->
                methods
                    .asJsonObject()
                    .keySet()
                    .forEach(verb -> described.add(verb.toUpperCase(Locale.ROOT) + " " + path)));

    assertThat(described)
        .isEqualTo(ApiFilterTest.resourceMethods().map(OpenApiTest::call).collect(toSortedSet()));
  }

  @Test
  void itListsTheParametersThatAreTaken() {
    assertThat(parameters("/sessions"))
        .containsExactlyInAnyOrder(
            "family",
            "roomID",
            "userID",
            "ip",
            "case",
            "reason",
            "from",
            "to",
            "activeFrom",
            "activeTo",
            "state",
            "cursor",
            "limit");
    assertThat(parameters("/sessions.csv"))
        .containsExactlyInAnyOrderElementsOf(
            parameters("/sessions").stream()
                .filter(name -> !Set.of("cursor", "limit").contains(name))
                .toList());
    assertThat(parameters("/sessions.xlsx"))
        .containsExactlyInAnyOrderElementsOf(parameters("/sessions.csv"));
    assertThat(parameters("/audit/export"))
        .containsExactlyInAnyOrder("from", "to", "activeFrom", "activeTo");
    assertThat(parameters("/access-log"))
        .containsExactlyInAnyOrder("kind", "userID", "ip", "from", "to", "cursor", "limit");
    for (String parameter : parameters("/sessions")) {
      String value = SAMPLES.getOrDefault(parameter, "x");
      assertThat(SessionQuery.of(Map.of(parameter, List.of(value)))).isNotNull();
    }
  }

  @Test
  void itNamesEveryFamilyAndReason() {
    assertThat(choices("family")).containsExactlyInAnyOrderElementsOf(families());
    assertThat(choices("reason"))
        .containsExactlyInAnyOrder(
            Arrays.stream(Reason.values()).map(Enum::name).toArray(String[]::new));
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    Set<String> leads = references(DOCUMENT).collect(Collectors.toSet());

    assertThat(leads)
        .isNotEmpty()
        .allMatch(lead -> DOCUMENT.getValue(lead.substring(1)) instanceof JsonObject);
  }

  private static final Map<String, String> SAMPLES =
      Map.of(
          "family", "live_room",
          "ip", "::1",
          "reason", "IDLE",
          "from", "2026-01-31T12:00:00Z",
          "to", "2026-01-31T12:00:00Z",
          "activeFrom", "2026-01-31T12:00:00Z",
          "activeTo", "2026-01-31T12:00:00Z",
          "state", "open",
          "limit", "1",
          "cursor", "c2Vzc2lvbnMvMS94");

  private static List<String> families() {
    return Arrays.stream(RoomType.values()).map(RoomType::family).toList();
  }

  private static Stream<JsonObject> parametersOf(String path) {
    return DOCUMENT
        .getJsonObject("paths")
        .getJsonObject(path)
        .getJsonObject("get")
        .getJsonArray("parameters")
        .stream()
        .map(JsonValue::asJsonObject);
  }

  private static List<String> parameters(String path) {
    return parametersOf(path).map(parameter -> parameter.getString("name")).toList();
  }

  private static List<String> choices(String name) {
    return parametersOf("/sessions")
        .filter(parameter -> parameter.getString("name").equals(name))
        .flatMap(parameter -> parameter.getJsonObject("schema").getJsonArray("enum").stream())
        .map(choice -> ((JsonString) choice).getString())
        .toList();
  }

  private static Stream<String> references(JsonValue value) {
    if (value instanceof JsonObject object) {
      Stream<String> own = object.containsKey("$ref") ? Stream.of(object.getString("$ref")) : null;
      Stream<String> below = object.values().stream().flatMap(OpenApiTest::references);
      return own == null ? below : Stream.concat(own, below);
    }
    return value.getValueType() == JsonValue.ValueType.ARRAY
        ? value.asJsonArray().stream().flatMap(OpenApiTest::references)
        : Stream.empty();
  }

  private static String call(Method method) {
    Path below = method.getAnnotation(Path.class);
    String path = "/" + method.getDeclaringClass().getAnnotation(Path.class).value();
    return verb(method) + " " + path + (below == null ? "" : "/" + below.value());
  }

  private static String verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getAnnotation(HttpMethod.class).value())
        .findFirst()
        .orElseThrow();
  }

  private static Collector<String, ?, Set<String>> toSortedSet() {
    return Collectors.toCollection(TreeSet::new);
  }

  private static JsonObject document() {
    try (var reader =
        Json.createReader(new ByteArrayInputStream(new OpenApiResource().document()))) {
      return reader.readObject();
    }
  }
}
