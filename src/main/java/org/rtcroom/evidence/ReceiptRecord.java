package org.rtcroom.evidence;

import java.util.Map;
import org.rtcroom.checkpoint.Receipt;

/** What the witness answered to a checkpoint. */
record ReceiptRecord(Receipt receipt) implements EvidenceRecord {

  @Override
  public Map<String, ?> fields() {
    return receipt.fields();
  }
}
