package org.rtcroom.chain;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.BrokenChain;

/**
 * The lines of one chain, or some that follow each other, with the personal parts that still exist.
 * A chain that exists verifies.
 */
public final class Chain {

  private static final byte[] ERASED = {};

  private final List<Line> lines;
  private final Map<Long, ? extends PersonalRow> personal;

  private Chain(List<Line> lines, Map<Long, ? extends PersonalRow> personal) {
    this.lines = lines;
    this.personal = personal;
  }

  /**
   * Verifies lines read from {@code from} on.
   *
   * @throws BrokenChain naming the first wrong line and what is wrong with it
   */
  public static Chain verified(
      List<Line> lines, Map<Long, ? extends PersonalRow> personal, String chain, long from) {
    return verified(lines, personal, chain, from, null);
  }

  private static Chain verified(
      List<Line> lines,
      Map<Long, ? extends PersonalRow> personal,
      String chain,
      long from,
      @Nullable Line lineBefore) {
    Line before = lineBefore;
    long expected = from;
    for (Line line : lines) {
      check(line, before, chain, expected);
      PersonalRow part = personal.get(line.seq());
      if (part != null && !part.keeps(line.commitment())) {
        throw new BrokenChain(line + ": the personal part is not the one committed to");
      }
      before = line;
      expected++;
    }
    return new Chain(lines, personal);
  }

  /**
   * Verifies the lines that come after the last of these.
   *
   * @return those lines alone
   * @throws BrokenChain as {@link #verified} does
   */
  public Chain followedBy(List<Line> next, Map<Long, ? extends PersonalRow> personalOfNext) {
    return verified(next, personalOfNext, last().chain(), last().seq() + 1, last());
  }

  private static void check(Line line, @Nullable Line before, String chain, long expected) {
    if (!line.chain().equals(chain) || line.seq() != expected) {
      throw new BrokenChain(line + ": expected line " + expected);
    }
    if (!Arrays.equals(line.hash(), line.computedHash())) {
      throw new BrokenChain(line + ": the hash is not that of the line");
    }
    byte[] previous = previousHash(line, before);
    if (!Arrays.equals(line.previousHash(), previous)) {
      throw new BrokenChain(line + ": does not follow the line before");
    }
    if (before != null && line.atMillis() < before.atMillis()) {
      throw new BrokenChain(line + ": earlier than the line before");
    }
  }

  /** A reading that begins in the middle of a chain takes its first line's word for it. */
  private static byte[] previousHash(Line line, @Nullable Line before) {
    if (before != null) {
      return before.hash();
    }
    return line.seq() == 0 ? Line.genesis() : line.previousHash();
  }

  /**
   * Says where the chain must end.
   *
   * @throws BrokenChain if its tail is cut or too long
   */
  public Chain endingAt(long lastSeq, byte[] lastHash) {
    if (lines.isEmpty()) {
      throw new BrokenChain("no lines, but the head names line " + lastSeq);
    }
    Line last = last();
    if (last.seq() != lastSeq || !Arrays.equals(last.hash(), lastHash)) {
      throw new BrokenChain(last + ": the head names line " + lastSeq + " as the last");
    }
    return this;
  }

  public List<Line> lines() {
    return lines;
  }

  public Line last() {
    return lines.get(lines.size() - 1);
  }

  /** The personal part of a line; no bytes if there is none any more or never was. */
  public byte[] personalPart(Line line) {
    PersonalRow part = personal.get(line.seq());
    return part == null ? ERASED : part.part();
  }

  /** Whether the line had a personal part that is gone. */
  public boolean erased(Line line) {
    return line.commitment().length > 0 && !personal.containsKey(line.seq());
  }
}
