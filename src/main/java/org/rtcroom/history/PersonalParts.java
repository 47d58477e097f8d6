package org.rtcroom.history;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Jdbc;

/**
 * Reads the personal parts of a chain page by page, so that memory holds one page of them, however
 * long the chain is. Works within the caller's transaction.
 */
final class PersonalParts {

  private static final int PAGE = 1_000;

  private PersonalParts() {}

  /** The personal part of a line, and its kind. */
  record PersonalPart(long seq, String kind, RecordedJson json) {}

  /** Those of a session, in the order of its lines; read as far as the stream is. */
  static Stream<PersonalPart> of(Jdbc jdbc, String session) {
    return pages(jdbc, session, "");
  }

  /**
   * Likewise of lines of some kinds.
   *
   * @param kinds as they stand in a statement
   */
  static Stream<PersonalPart> ofKinds(Jdbc jdbc, String session, String kinds) {
    return pages(jdbc, session, " and l.kind in (" + kinds + ")");
  }

  private static Stream<PersonalPart> pages(Jdbc jdbc, String session, String further) {
    return Stream.iterate(
            page(jdbc, session, further, -1),
            page -> !page.isEmpty(),
            page -> page(jdbc, session, further, page.get(page.size() - 1).seq()))
        .flatMap(List::stream);
  }

  private static List<PersonalPart> page(Jdbc jdbc, String session, String further, long after) {
    return jdbc.list(
        row ->
            new PersonalPart(row.getLong(1), row.getString(2), RecordedJson.parse(row.getBytes(3))),
        "select l.seq, l.kind, p.part from session_line l join session_person p"
            + " on p.chain = l.chain and p.seq = l.seq where l.chain = ? and l.seq > ?"
            + further
            + " order by l.chain, l.seq limit "
            + PAGE,
        session,
        after);
  }

  /**
   * Those of some lines that still have their personal part, in ascending order.
   *
   * @param table of personal parts
   */
  static List<Long> left(Jdbc jdbc, String table, String chain, List<Long> lines) {
    if (lines.isEmpty()) {
      return List.of();
    }
    Set<Long> wanted = Set.copyOf(lines);
    long last = Collections.max(lines);
    return Stream.iterate(
            numbers(jdbc, table, chain, Collections.min(lines), last),
            page -> !page.isEmpty(),
            page -> numbers(jdbc, table, chain, page.get(page.size() - 1) + 1, last))
        .flatMap(List::stream)
        .filter(wanted::contains)
        .toList();
  }

  private static List<Long> numbers(Jdbc jdbc, String table, String chain, long from, long to) {
    return jdbc.list(
        row -> row.getLong(1),
        "select seq from "
            + table
            + " where chain = ? and seq between ? and ? order by chain, seq limit "
            + PAGE,
        chain,
        from,
        to);
  }
}
