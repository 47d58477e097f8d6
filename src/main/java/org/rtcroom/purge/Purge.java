package org.rtcroom.purge;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.rtcroom.checkpoint.SigningKey;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/**
 * Purges once all chains that are due, on the command line. Ends with 0 if nothing is in the way,
 * with 1 if a chain that is due does not verify and was kept, with 2 if it could not be run.
 */
public final class Purge {

  static final int DONE = 0;
  static final int BROKEN = 1;
  static final int UNUSABLE = 2;

  private static final String USAGE = "usage: payara/purge.sh [--dry-run] [--limit CHAINS]";

  /** Chains of one run, unless the command line says otherwise. */
  private static final int MOST = 100_000;

  private final PrintStream out;
  private final boolean dry;
  private final long limit;

  private Purge(PrintStream out, boolean dry, long limit) {
    this.out = out;
    this.dry = dry;
    this.limit = limit;
  }

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(List.of(arguments), Settings.ofProcess(), out));
  }

  /** Purges and prints. */
  static int run(List<String> arguments, Settings settings, PrintStream out) {
    boolean dry = arguments.contains("--dry-run");
    int limit = arguments.indexOf("--limit");
    int known = (dry ? 1 : 0) + (limit < 0 ? 0 : 2);
    Optional<Long> most = limit < 0 ? Optional.of((long) MOST) : number(arguments, limit + 1);
    if (most.isEmpty() || arguments.size() != known) {
      out.println(USAGE);
      return UNUSABLE;
    }
    try {
      return new Purge(out, dry, most.get()).run(PurgeSettings.read(settings));
    } catch (BadSetting e) {
      out.println("cannot purge: " + e.getMessage());
    } catch (SQLException e) {
      out.println("cannot purge: " + OperatorAdvice.of(e));
    } catch (DatabaseUnavailable e) {
      out.println("cannot purge: " + OperatorAdvice.of(e));
    } catch (BrokenChain e) {
      out.println("cannot purge: the history cannot be read, verify it: " + e.getMessage());
    }
    return UNUSABLE;
  }

  private static Optional<Long> number(List<String> arguments, int place) {
    return arguments.stream()
        .skip(place)
        .findFirst()
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(Long::valueOf);
  }

  private int run(PurgeSettings settings) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(settings.url(), settings.user(), settings.password().value())) {
      connection.setAutoCommit(false);
      Jdbc jdbc = new Jdbc(connection);
      requireInForce(settings.key(), jdbc);
      return purge(jdbc, new Burial(jdbc, settings.key()));
    }
  }

  /** A tombstone counts only if a trusted key signed it, and the one in force is. */
  private static void requireInForce(SigningKey key, Jdbc jdbc) {
    Optional<String> inForce =
        jdbc.first(
                row -> row.getString(1),
                "select key_id from key_document order by place desc limit 1")
            .or(
                () ->
                    jdbc.first(
                        row -> row.getString(1),
                        "select key_id from checkpoint order by number desc limit 1"));
    if (inForce.filter(id -> !id.equals(key.id())).isPresent()) {
      throw BadSetting.value(
          "roomservice.audit.checkpoint-key-file", key.id(), "the key in force, " + inForce.get());
    }
  }

  private int purge(Jdbc jdbc, Burial burial) throws SQLException {
    PurgePolicy policy = new PurgePolicy(jdbc);
    Candidates candidates = new Candidates(jdbc);
    long purged = 0;
    long broken = 0;
    for (Candidate chain = candidates.next();
        chain != null && purged < limit;
        chain = candidates.next()) {
      long now = jdbc.now();
      PurgeDecision decision = policy.decide(chain, now);
      if (decision instanceof PurgeDecision.Kept kept) {
        say("kept", chain, kept.why());
      } else if (decision instanceof PurgeDecision.Lawful lawful) {
        Optional<String> wrong = burial.reasonAgainst(chain, lawful);
        if (wrong.isPresent()) {
          say("KEPT, IT DOES NOT VERIFY", chain, wrong.get());
          broken++;
        } else if (dry || burial.bury(chain, lawful, now)) {
          say(dry ? "would purge" : "purged", chain, (chain.lastSeq() + 1) + " lines");
          purged++;
        } else {
          say("kept", chain, "it went on meanwhile");
        }
      }
      jdbc.connection().rollback();
    }
    out.println((dry ? "would purge " : "purged ") + purged + " chains, " + broken + " broken");
    return broken == 0 ? DONE : BROKEN;
  }

  private void say(String outcome, Candidate chain, String text) {
    String sort = chain.family().orElse("access log");
    out.println(outcome + ": " + sort + " " + chain.chain() + ": " + text);
  }
}
