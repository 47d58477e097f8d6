package org.rtcroom.verifier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column beside the lines by which these are found. No hash covers it: it repeats what stands in
 * the personal part, which one covers, and goes with it (journal-format.md, "Columns").
 *
 * @param table of the database that has it
 * @param statement the type of the statements that have it, the only lines that do; empty: all
 *     lines have it
 * @param places where its value stands in the personal part; of several the first that is there
 *     counts
 */
record SearchColumn(String table, String name, String statement, List<Place> places) {

  /** All of them, for lines of sessions. */
  static final List<SearchColumn> OF_SESSIONS =
      List.of(
          new SearchColumn(
              "session_person", "user_id", "", List.of(Place.of("user"), Place.ofActor("user"))),
          new SearchColumn("session_person", "address", "", List.of(Place.ofActor("address"))),
          new SearchColumn("session_case", "case_id", "case", List.of(Place.of("data"))));

  /** All of them, for lines of access logs. */
  static final List<SearchColumn> OF_ACCESS_LOGS =
      List.of(
          new SearchColumn(
              "access_person", "user_id", "", List.of(Place.ofActor("user"), Place.of("user"))),
          new SearchColumn(
              "access_person",
              "address",
              "",
              List.of(Place.ofActor("address"), Place.of("address"))));

  private static final String ACTOR = "actor";

  /** A field of a personal part, or of the actor in it. */
  record Place(boolean ofActor, String field) {

    static Place of(String field) {
      return new Place(false, field);
    }

    static Place ofActor(String field) {
      return new Place(true, field);
    }

    /** What stands there, or null. */
    @Nullable String in(JsonObject part) {
      if (ofActor) {
        return part.has(ACTOR) ? textIn(part.object(ACTOR)) : null;
      }
      return textIn(part);
    }

    private @Nullable String textIn(JsonObject object) {
      return object.has(field) ? object.text(field) : null;
    }

    @Override
    public String toString() {
      return ofActor ? ACTOR + "." + field : field;
    }
  }

  /**
   * Where the value stands that the column must hold, or null if it must hold none.
   *
   * @param part the personal part of the line
   * @throws BadJson if the line cannot be read
   */
  @Nullable Place place(Line line, JsonObject part) {
    if (statement.isEmpty() || states(line)) {
      for (Place place : places) {
        if (place.in(part) != null) {
          return place;
        }
      }
    }
    return null;
  }

  private boolean states(Line line) {
    return line.kind().equals("STATEMENT_MADE")
        && line.readDetails().optionalText("type").filter(statement::equals).isPresent();
  }

  @Override
  public String toString() {
    return table + "." + name;
  }
}
