package org.rtcroom.identity;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rtcroom.kernel.UserId;

/**
 * A ticket taken apart, its signature not yet checked.
 *
 * @param fields every field as text; none holds CR, LF or U+0000, so that no value can pass for
 *     several signed lines
 */
record Ticket(TicketFormat format, Map<String, String> fields) {

  private static final Pattern LINE_BREAKER = Pattern.compile("[\\r\\n\\x00]");

  /** Seconds; eleven digits reach the year 5138, and two such numbers cannot overflow. */
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

  Ticket {
    fields = Map.copyOf(fields);
  }

  /**
   * Takes a ticket's text apart.
   *
   * @throws UnreadableTicket if it cannot be decoded
   * @throws NotAuthenticated if it can, but its fields are not those of a ticket
   */
  static Ticket parse(String text) {
    Map<String, String> fields = FlatJson.read(TicketText.decode(text));
    for (Map.Entry<String, String> field : fields.entrySet()) {
      if (bad(field.getKey()) || bad(field.getValue())) {
        throw new NotAuthenticated("a ticket field holds a line break, U+0000 or half a character");
      }
    }
    Ticket ticket = new Ticket(formatOf(fields), fields);
    ticket.checkComplete();
    return ticket;
  }

  /** The fields of a new ticket, without its signature. */
  static Ticket unsigned(
      TicketFormat format, UserId user, long sdkAppId, long time, long lifetime) {
    Map<String, String> fields = new HashMap<>();
    if (format == TicketFormat.V2) {
      fields.put(TicketFormat.VERSION_2, "2.0");
    } else {
      fields.put("TLS.version", "201512300000");
      fields.put("TLS.appid_at_3rd", "0");
      fields.put("TLS.account_type", "0");
    }
    fields.put(TicketFormat.IDENTIFIER, user.value());
    fields.put(format.applicationField(), String.valueOf(sdkAppId));
    fields.put(TicketFormat.TIME, String.valueOf(time));
    fields.put(format.lifetimeField(), String.valueOf(lifetime));
    return new Ticket(format, fields);
  }

  Ticket with(String field, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new Ticket(format, more);
  }

  String signedLines() {
    return format.signedLines(fields);
  }

  String signature() {
    return field(TicketFormat.SIGNATURE);
  }

  /** Whether this is a privateMapKey and so no userSig. */
  boolean hasUserbuf() {
    return fields.containsKey(TicketFormat.USERBUF);
  }

  TicketClaims claims() {
    return new TicketClaims(
        field(TicketFormat.IDENTIFIER),
        field(format.applicationField()),
        seconds(TicketFormat.TIME),
        seconds(format.lifetimeField()));
  }

  /** Needs values that require no escaping, as those of every ticket we issue. */
  String text() {
    String members =
        fields.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(field -> '"' + field.getKey() + "\":" + written(field))
            .collect(Collectors.joining(","));
    return TicketText.encode(TicketText.utf8("{" + members + "}"));
  }

  private String written(Map.Entry<String, String> field) {
    boolean number =
        format == TicketFormat.V2
            && (field.getKey().equals(TicketFormat.TIME)
                || field.getKey().equals(format.lifetimeField())
                || field.getKey().equals(format.applicationField()));
    return number ? field.getValue() : '"' + field.getValue() + '"';
  }

  private static TicketFormat formatOf(Map<String, String> fields) {
    String version = fields.get(TicketFormat.VERSION_2);
    if (version == null) {
      return TicketFormat.V1;
    }
    if (!version.equals("2.0")) {
      throw new NotAuthenticated("the ticket has an unknown version");
    }
    return TicketFormat.V2;
  }

  private void checkComplete() {
    field(TicketFormat.SIGNATURE);
    claims();
  }

  private long seconds(String name) {
    String text = field(name);
    if (!SECONDS.matcher(text).matches()) {
      throw new NotAuthenticated("the ticket's " + name + " is not a decimal number of seconds");
    }
    return Long.parseLong(text);
  }

  private String field(String name) {
    return Optional.ofNullable(fields.get(name))
        .orElseThrow(() -> new NotAuthenticated("the ticket has no " + name));
  }

  private static boolean bad(String text) {
    boolean halfCharacter =
        text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
    return halfCharacter || LINE_BREAKER.matcher(text).find();
  }
}
