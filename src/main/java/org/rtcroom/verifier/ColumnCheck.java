package org.rtcroom.verifier;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the columns by which lines of one chain are found with what these lines say. Of each
 * column the first line at fault is named, never a value.
 */
final class ColumnCheck {

  private final Findings findings;
  private final Set<String> told = new HashSet<>();

  ColumnCheck(Findings findings) {
    this.findings = findings;
  }

  /**
   * Takes the next line.
   *
   * @param session whether it is of a session
   * @throws BadJson if it cannot be read
   */
  void check(Line line, boolean session) {
    List<SearchColumn> all = session ? SearchColumn.OF_SESSIONS : SearchColumn.OF_ACCESS_LOGS;
    @Nullable JsonObject part = line.personal().length == 0 ? null : line.readPersonal();
    int known = 0;
    for (SearchColumn column : all) {
      @Nullable String is = line.columns().get(column.name());
      known += is == null ? 0 : 1;
      SearchColumn.@Nullable Place place = part == null ? null : column.place(line, part);
      if (place != null && part != null) {
        compare(line, column, is, place, place.in(part));
      } else if (is != null) {
        tell(line, column, "holds what its line does not say, or says no more");
      }
    }
    if (known < line.columns().size()) {
      tell(line, "another column", "stands beside it, which lines of this chain do not have");
    }
  }

  private void compare(
      Line line,
      SearchColumn column,
      @Nullable String is,
      SearchColumn.Place place,
      @Nullable String said) {
    if (is == null) {
      tell(line, column, "is empty, although its personal part has something at " + place);
    } else if (!is.equals(said)) {
      tell(line, column, "holds something else than its personal part at " + place);
    }
  }

  private void tell(Line line, Object column, String what) {
    if (told.add(column.toString())) {
      findings.add(Finding.Kind.COLUMN_DIFFERS, line, column + " " + what);
    }
  }
}
