package org.rtcroom.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rtcroom.chain.Line;
import org.rtcroom.evidence.VerificationReport.VerificationCounts;
import org.rtcroom.evidence.VerificationReport.VerificationFinding;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.RetentionPeriod;
import org.rtcroom.verifier.About;
import org.rtcroom.verifier.AcceptedRestores;
import org.rtcroom.verifier.BadJson;
import org.rtcroom.verifier.Evidence;
import org.rtcroom.verifier.Finding;
import org.rtcroom.verifier.Head;
import org.rtcroom.verifier.Key;
import org.rtcroom.verifier.Leaf;
import org.rtcroom.verifier.Lines;
import org.rtcroom.verifier.Report;
import org.rtcroom.verifier.Row;
import org.rtcroom.verifier.Rules;
import org.rtcroom.verifier.Source;
import org.rtcroom.verifier.Tally;
import org.rtcroom.verifier.Tombstone;
import org.rtcroom.verifier.Verification;
import org.rtcroom.verifier.WholeChain;

/**
 * Hands our records to the independent verifier, with whose classes a stranger verifies an export.
 * No other class of the service knows these: the verifier and the records it judges share no model.
 */
public final class IndependentVerifier {

  private final Tally tally = new Tally();

  /**
   * Verifies a history. Memory does not grow with the number of lines. Every restored database that
   * a document tells of is accepted: the operator acknowledged it, else there were no document.
   *
   * @param key the public key that is trusted
   * @param copy of the checkpoints outside the database, if there is one: the witness
   * @param size bytes of the copy that count
   * @throws IOException if a record cannot be read, or is malformed
   */
  VerificationReport verify(DatabaseEvidence history, PublicKey key, Optional<Path> copy, long size)
      throws IOException {
    boolean any = copy.isPresent() && size > 0;
    try (Source<byte[]> witness = any ? Lines.ofCopy(copy.get(), size) : null) {
      return report(
          new Verification(new History(history), Key.of(key), witness, tally, AcceptedRestores.ALL)
              .run());
    }
  }

  /** How far {@link #verify} is. For any thread. */
  VerificationCounts progress() {
    return counts(tally.counts());
  }

  private static VerificationReport report(Report report) {
    return new VerificationReport(
        report.ok(),
        counts(report.counts()),
        report.findings().stream().map(IndependentVerifier::finding).toList(),
        report.found().entrySet().stream()
            .collect(Collectors.toMap(kind -> kind.getKey().name(), Map.Entry::getValue)));
  }

  private static VerificationFinding finding(Finding finding) {
    return new VerificationFinding(
        finding.kind().name(), !finding.kind().remark(), finding.place(), finding.text());
  }

  private static VerificationCounts counts(Report.Counts counts) {
    return new VerificationCounts(
        counts.sessions(),
        counts.accessLogs(),
        counts.lines(),
        counts.checkpoints(),
        counts.erased(),
        counts.purged(),
        counts.uncovered(),
        counts.oldestUncovered().map(Instant::ofEpochMilli),
        counts.lastCheckpoint().map(Instant::ofEpochMilli));
  }

  /** Judges single chains and acts, by the keys that follow from one. */
  public static final class ChainVerifier {

    private final WholeChain verifier;

    /**
     * @param key the public key that is trusted
     * @param documents lines of the copy outside the database that tell of other keys
     */
    public ChainVerifier(PublicKey key, List<byte[]> documents) {
      verifier = new WholeChain(Key.of(key), documents);
    }

    /**
     * Why a chain is not what its last leaf covers from its first line to its last one.
     *
     * @return empty if it is
     * @throws IOException if the lines cannot be read
     */
    public Optional<String> reasonAgainst(LeafRecord leaf, RecordSource<LineRecord> lines)
        throws IOException {
      return verifier.reasonAgainst(leaf(leaf), adapted(lines, IndependentVerifier::line));
    }

    /**
     * Whether an act of an access log has the signature of a trusted key; else it is void.
     *
     * @param coveredBy number of the first checkpoint over it; the highest number there can be if
     *     there is none
     */
    public boolean signed(LineRecord act, long coveredBy) {
      return verifier.signed(line(act), coveredBy);
    }
  }

  /**
   * The content of a leaf, if it is spelled exactly.
   *
   * @throws BrokenChain if it cannot be read
   */
  public static LeafContent content(LeafRecord leaf) {
    Leaf.Content content = exactly(() -> leaf(leaf).read());
    return new LeafContent(
        content.closed(),
        content.retention(),
        content.base(),
        content.until(),
        content.held(),
        content.shortened(),
        content.lastSeq(),
        EvidenceRecord.hex(content.lastHash()));
  }

  /**
   * A text in a line's details, if it has one of that name and is spelled exactly.
   *
   * @throws BrokenChain if it cannot be read
   */
  public static Optional<String> text(LineRecord line, String name) {
    return exactly(() -> line(line).readDetails().optionalText(name));
  }

  private static <T> T exactly(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (BadJson e) {
      throw new BrokenChain(String.valueOf(e.getMessage()), e);
    }
  }

  /** The rules of retention, as the verifier reads them and will judge a tombstone by them. */
  public static final class RetentionBook {

    /** The kind of line that sets a rule. */
    public static final String KIND = Rules.KIND;

    private final Rules rules = new Rules();

    /**
     * A rule that was valid.
     *
     * @param chain and {@code seq} name the line that sets it
     * @param family the rule is for, if it is for one only
     * @param covered whether a checkpoint covers the line that sets it
     */
    public record ValidRule(
        String chain, long seq, Optional<String> family, RetentionPeriod period, boolean covered) {}

    /**
     * Takes a line of kind {@link #KIND}, in the order of chains and lines.
     *
     * @throws BrokenChain if it cannot be read
     */
    public void add(LineRecord line) {
      exactly(
          () -> {
            rules.read(line(line));
            return true;
          });
    }

    /** After the lines of a chain; {@code coveredSeq} is −1 if nothing of it is covered. */
    public void end(String chain, long coveredSeq) {
      rules.end(chain, coveredSeq);
    }

    /**
     * The rule that was valid: the newest for the family, else the newest for all.
     *
     * @param family of the session; empty for access logs
     * @param at milliseconds since 1970
     */
    public Optional<ValidRule> valid(String retention, Optional<String> family, long at) {
      return rules
          .valid(retention, family, at)
          .map(
              rule ->
                  new ValidRule(
                      rule.chain(),
                      rule.seq(),
                      rule.family(),
                      recorded(rule.period().orElseThrow()),
                      rules.covered(rule)));
    }
  }

  private static RetentionPeriod recorded(Rules.Period period) {
    return period.years() > 0
        ? RetentionPeriod.ofYears((int) period.years())
        : RetentionPeriod.of(Duration.ofMillis(period.millis()));
  }

  /** A history in the database, in the verifier's terms. */
  private record History(DatabaseEvidence history) implements Evidence {

    @Override
    public About about() {
      ExportHeader header = history.header();
      Selection selection = header.selection();
      return new About(
          header.at().toEpochMilli(),
          header.node(),
          header.mode(),
          selection.from().map(Instant::toEpochMilli),
          selection.to().map(Instant::toEpochMilli),
          selection.activeFrom().map(Instant::toEpochMilli),
          selection.activeTo().map(Instant::toEpochMilli),
          selection.chain(),
          history.lastCheckpoint());
    }

    @Override
    public Source<byte[]> checkpoints() {
      return adapted(history.checkpoints(), Function.identity());
    }

    @Override
    public Source<Leaf> leaves() {
      return adapted(history.leaves(), IndependentVerifier::leaf);
    }

    @Override
    public Source<Row> rows() {
      return adapted(
          history.rows(),
          row -> new Row(row.table(), row.key(), row.chain(), row.seq(), row.values()));
    }

    @Override
    public Source<Head> heads() throws IOException {
      return adapted(
          history.heads(), head -> new Head(head.chain(), head.session(), head.columns()));
    }

    @Override
    public Source<Leaf> leavesByChain() {
      return adapted(history.leavesByChain(), IndependentVerifier::leaf);
    }

    @Override
    public Source<Tombstone> tombstones() {
      return adapted(
          history.tombstones(),
          stone -> new Tombstone(stone.chain(), stone.body(), stone.signature(), stone.key()));
    }

    @Override
    public Source<org.rtcroom.verifier.Line> lines() throws IOException {
      return adapted(history.lines(), IndependentVerifier::line);
    }
  }

  private static Leaf leaf(LeafRecord leaf) {
    return Leaf.of(leaf.number(), EvidenceRecord.text(leaf.bytes()));
  }

  private static org.rtcroom.verifier.Line line(LineRecord recorded) {
    Line line = recorded.line();
    return new org.rtcroom.verifier.Line(
        line.chain(),
        line.seq(),
        line.format(),
        line.atMillis(),
        line.kind(),
        line.details(),
        line.commitment(),
        line.previousHash(),
        line.hash(),
        recorded.salt(),
        recorded.personal(),
        recorded.columns());
  }

  private static <R, T> Source<T> adapted(RecordSource<R> records, Function<R, T> translated) {
    return new Source<>() {
      @Override
      public @Nullable T next() throws IOException {
        R next = records.next();
        return next == null ? null : translated.apply(next);
      }

      @Override
      public void close() throws IOException {
        records.close();
      }
    };
  }
}
