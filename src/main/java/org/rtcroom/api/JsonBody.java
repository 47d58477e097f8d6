package org.rtcroom.api;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The body of a request: one JSON object, read into the record of its call. A field that is
 * unknown, given twice or of another type is refused, nothing is converted, and null counts as
 * absent. The bounds of single fields stand in the records.
 */
final class JsonBody {

  /** Bytes of a body at most, but for few calls. */
  static final int LARGEST = 64 * 1024;

  private static final int DEEPEST = 1_000;

  private static final List<TextForm<?>> FORMS =
      List.of(TextForm.TIME, TextForm.USER, TextForm.FAMILY, TextForm.ROLE);

  private static final ObjectMapper MAPPER = mapper();

  private JsonBody() {}

  private static ObjectMapper mapper() {
    SimpleModule forms = new SimpleModule();
    FORMS.forEach(form -> add(form, forms));
    return JsonMapper.builder(factory())
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            texts -> {
              for (CoercionInputShape shape : CoercionInputShape.values()) {
                texts.setCoercion(shape, CoercionAction.Fail);
              }
            })
        .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
        .addModule(forms)
        .build();
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxDocumentLength(BoundedBody.LARGEST)
                .maxStringLength(BoundedBody.LARGEST)
                .build())
        .build();
  }

  private static <T> void add(TextForm<T> form, SimpleModule forms) {
    forms.addDeserializer(form.type(), new FormDeserializer<>(form));
  }

  /**
   * Reads a body.
   *
   * @throws ApiException {@link ApiProblem#BAD_REQUEST} if it is not one JSON object, {@link
   *     ApiProblem#BAD_PARAMETER} if a field is missing, unknown or wrong
   */
  static <T extends Record> T read(byte[] body, Class<T> type) {
    return read(body, type, LARGEST);
  }

  /**
   * As the other, for a call that takes bodies of another size.
   *
   * @param largest bytes
   */
  static <T extends Record> T read(byte[] body, Class<T> type, int largest) {
    if (body.length > largest) {
      throw new ApiException(ApiProblem.BAD_REQUEST, "a body has at most " + largest + " bytes");
    }
    JsonNode object = object(body);
    try {
      return MAPPER.treeToValue(object, type);
    } catch (JsonMappingException e) {
      throw refusal(e);
    } catch (JacksonException e) {
      throw notOneObject();
    }
  }

  /** A parser of bytes would guess the encoding and skip a byte order mark. */
  private static JsonNode object(byte[] body) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(body);
      JsonNode json = MAPPER.readTree(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException | CharacterCodingException e) {
      throw notOneObject();
    }
    throw notOneObject();
  }

  /** A part of a body as JSON text, without white space, numbers as they were written. */
  static String text(JsonNode part) {
    try {
      return MAPPER.writeValueAsString(part);
    } catch (JacksonException e) {
      throw new IllegalStateException("what was read cannot be written", e);
    }
  }

  private static ApiException notOneObject() {
    return new ApiException(ApiProblem.BAD_REQUEST, "the body is not one JSON object");
  }

  private static ApiException refusal(JsonMappingException failure) {
    if (failure.getCause() instanceof ApiException refusal) {
      return refusal;
    }
    String name =
        failure.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .filter(field -> field != null)
            .reduce("", (outer, inner) -> inner);
    return ApiException.parameter(QueryParameters.cut(name), expected(failure));
  }

  private static String expected(JsonMappingException failure) {
    if (failure instanceof UnrecognizedPropertyException unknown) {
      return "one of the fields "
          + unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", "));
    }
    return failure instanceof MismatchedInputException mismatch
        ? expected(mismatch.getTargetType())
        : "a whole number";
  }

  private static String expected(Class<?> type) {
    String other =
        type == String.class
            ? "a text"
            : Collection.class.isAssignableFrom(type) ? "an array" : "an object";
    return FORMS.stream()
        .filter(form -> form.type() == type)
        .map(TextForm::expected)
        .findFirst()
        .orElse(type == Long.class ? "a whole number" : other);
  }

  /** Reads a value that is written as a text of some form. */
  private static final class FormDeserializer<T> extends StdDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final transient TextForm<T> form;

    FormDeserializer(TextForm<T> form) {
      super(form.type());
      this.form = form;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String text = parser.hasToken(JsonToken.VALUE_STRING) ? parser.getText() : "";
      return form.parse(text)
          .orElseThrow(
              () -> MismatchedInputException.from(parser, form.type(), "a text of another form"));
    }
  }
}
