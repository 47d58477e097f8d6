package org.rtcroom.purge;

import org.rtcroom.evidence.IndependentVerifier.RetentionBook.ValidRule;

/**
 * Whether a chain that has ended may be purged.
 *
 * <pre>
 *              rule, covered to its end, period over       no obstacle       verifies
 *   chain --------------------------------------- due ----------------- lawful --------- tombstone
 *     |                                            |                      |
 *     | no                                         | hold, delivery,      | does not verify,
 *     v                                            v reference            v or went on meanwhile
 *   not due: looked at again by the next run      kept, and printed      kept, and printed
 * </pre>
 *
 * <p>Nothing of a decision is stored: each run decides anew, until a tombstone stands there.
 */
sealed interface PurgeDecision {

  /** It may go, under that rule. */
  record Lawful(ValidRule rule, CoverRows.LastLeaf cover) implements PurgeDecision {}

  /** It is due, but stays for now. */
  record Kept(String why) implements PurgeDecision {}

  /** Nothing is to be done. */
  record NotDue() implements PurgeDecision {}
}
