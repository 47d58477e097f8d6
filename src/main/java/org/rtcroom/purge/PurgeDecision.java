package org.rtcroom.purge;

import java.util.Optional;
import org.rtcroom.evidence.IndependentVerifier.RetentionBook.ValidRule;

/**
 * Whether a chain that has ended may be purged.
 *
 * <pre>{@code
 *        a covered end, a rule, its period over    no obstacle        verifies
 * chain -----------------------------------> due -------------> lawful -------> tombstone
 *   |                                         |                   |
 *   | no                                      | hold, delivery,   | does not verify,
 *   v                                         v or reference      v or went on meanwhile
 * not due                                   kept                kept
 * }</pre>
 *
 * <p>Nothing of a decision is stored: each run decides anew, until a tombstone stands there.
 */
sealed interface PurgeDecision {

  /**
   * It may go, under that rule.
   *
   * @param standard the rule for all sessions, where that has to be over, too, and is another
   */
  record Lawful(ValidRule rule, Optional<ValidRule> standard, LastCover cover)
      implements PurgeDecision {}

  /** It is due, but stays for now. */
  record Kept(String why) implements PurgeDecision {}

  /** Nothing is to be done. */
  record NotDue() implements PurgeDecision {}
}
