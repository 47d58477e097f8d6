package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.rtcroom.chain.EndingRepeat;
import org.rtcroom.chain.Endings;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.checkpoint.EndingRows.DueEnding;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Transactions;

/**
 * Ends again what a restored database has brought back to life. What must wait, such as the parts
 * of a session that is open again, is tried again until it is done.
 */
@ApplicationScoped
class DueEndings {

  private static final Logger LOG = System.getLogger(DueEndings.class.getName());

  /** Each may name {@link Endings#MOST_LINES}. */
  private static final int PAGE = 50;

  @EJB Transactions transactions;
  @Inject Instance<EndingRepeat> repeats;
  @Inject CheckpointKeys keys;

  /** A row, and what it says as far as that counts. */
  private record Due(DueEnding row, Optional<RecordedJson> content) {}

  /**
   * Tries all that is due, as far as it counts.
   *
   * @return how much must wait
   * @throws DatabaseUnavailable if the database does not answer
   */
  long repeat() {
    long waiting = 0;
    long last = -1;
    List<Due> due = page(last);
    while (!due.isEmpty()) {
      for (Due one : due) {
        last = one.row().place();
        waiting += one.content().filter(content -> !repeated(one.row(), content)).stream().count();
      }
      due = page(last);
    }
    return waiting;
  }

  private List<Due> page(long last) {
    return transactions.commitStatements(
        jdbc -> {
          List<DueEnding> rows = EndingRows.due(jdbc, last, PAGE);
          if (rows.isEmpty()) {
            return List.of();
          }
          LostEndings lost = LostEndings.of(jdbc, keys);
          return rows.stream().map(row -> new Due(row, lost.content(row.document()))).toList();
        });
  }

  private boolean repeated(DueEnding ending, RecordedJson content) {
    Optional<String> key = content.optionalText("apiKey");
    EndingRepeat.Sort sort = key.isPresent() ? EndingRepeat.Sort.API_KEY : EndingRepeat.Sort.CHAIN;
    String subject = key.orElseGet(() -> content.text("chain"));
    List<Long> lines =
        key.isPresent()
            ? List.of()
            : content.numbers("lines").stream().filter(seq -> seq <= ending.lastSeq()).toList();
    boolean done =
        repeats.stream()
            .filter(one -> one.sort() == sort)
            .allMatch(one -> one.repeat(subject, lines));
    if (done) {
      transactions.commitStatements(jdbc -> EndingRows.done(jdbc, ending.place()));
      LOG.log(Level.INFO, "ended again after a restore: {0} {1}", sort, subject);
    }
    return done;
  }
}
