package org.rtcroom.verifier;

/**
 * Something a verification has to say.
 *
 * @param place what it is about: a line as {@code chain#seq}, a chain, a checkpoint, a row
 * @param text what is wrong, in a sentence; names nobody
 */
public record Finding(Kind kind, String place, String text) {

  /** What can be wrong. The names are final: readers branch on them. */
  public enum Kind {
    LINE_CHANGED,
    LINE_MISSING,
    LINE_OUT_OF_ORDER,
    LINE_NOT_FOLLOWING,
    LINE_AFTER_END,
    LINE_UNREADABLE,
    TIME_BACKWARDS,
    UNKNOWN_FORMAT,
    UNKNOWN_KIND,
    PERSONAL_PART_CHANGED,
    PERSONAL_PART_UNCOMMITTED,
    SALT_LENGTH,
    ERASED_WITHOUT_LINE,
    PART_AFTER_ERASURE,
    TAIL_CUT,
    CHAIN_REMOVED,
    CHAIN_RECOMPUTED,
    UNCOVERED_TOO_LONG,
    COVER_GONE,
    TIME_AHEAD,
    HEAD_MISSING,
    HEAD_WITHOUT_LINES,
    HEAD_DIFFERS,
    LEAF_UNREADABLE,
    LEAF_DIFFERS,
    LEAVES_UNSORTED,
    LEAVES_DISAGREE,
    LEAF_WITHOUT_CHECKPOINT,
    ROOT_DIFFERS,
    RETENTION_SHORTENED,
    CHECKPOINT_CHANGED,
    CHECKPOINT_FORGED,
    CHECKPOINT_MISSING,
    CHECKPOINT_DOUBLED,
    CHECKPOINT_NOT_FOLLOWING,
    COUNT_BACKWARDS,
    NODE_OMITTED,
    CARRIED_DIFFERS,
    SESSIONS_MISCOUNTED,
    START_NOT_FOLLOWING,
    KEY_UNKNOWN,
    KEY_REVOKED,
    KEY_CHANGE_FORGED,
    REVOCATION_FORGED,
    REVOCATION_MISSING,
    TWO_HISTORIES,
    CUT_BACK,
    WITNESS_FORGED,
    WITNESS_UNUSABLE,
    COLUMN_DIFFERS,
    ROW_WITHOUT_LINE,
    ROW_MISSING,
    ROW_DIFFERS,
    RESTORED_FORGED,
    RESTORED_NOT_ACCEPTED,
    ENDING_FORGED,
    ACT_FORGED,
    ACT_WITHOUT_RIGHT,
    ERASED_EARLY,
    AGREED_ALONE,
    KEY_TOO_NEW,
    KEY_NOT_CONFIRMED,
    CONFIRMED_ALONE,
    TOMBSTONE_FORGED,
    TOMBSTONE_WITHOUT_RIGHT,
    LINES_AFTER_PURGE,
    NOT_IN_ORDER,
    ENTRY_CHANGED,
    MANIFEST_FORGED,
    EXPORT_FORGED,
    PROOF_WRONG,
    LEAF_GONE,
    RECEIPT_WRONG,
    STAMP_UNTRUSTED,
    STAMP_MISSING,
    /** From here on remarks, which do not make a history wrong. */
    START_WITHOUT_STOP(true),
    RESTORED(true),
    RULE_SHORTENED(true),
    KEY_OF_SETTINGS(true),
    CLOCK_BACKWARDS(true),
    NOT_COVERED(true),
    COVERED_LATE(true),
    CHECKPOINTS_END(true),
    LEAVES_LOST(true),
    TIME_STAMPED(true),
    STAMPED_LATE(true),
    NOT_WITNESSED(true),
    EARLIER_KEY(true),
    KEY_LOST(true),
    KEYS_NOT_AT_HAND(true),
    BASE_BEFORE_OPENING(true),
    WITNESS_ENDS(true),
    LATER_WITNESSED(true),
    PACKED_ANEW(true),
    DEMO(true);

    private final boolean remark;

    Kind() {
      this(false);
    }

    Kind(boolean remark) {
      this.remark = remark;
    }

    /** Whether this is worth knowing but not wrong. */
    public boolean remark() {
      return remark;
    }
  }
}
