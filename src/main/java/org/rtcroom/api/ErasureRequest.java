package org.rtcroom.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.rtcroom.history.Erasures;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Remarks;

/** The body of a call that erases a user. */
record ErasureRequest(@JsonProperty("userID") UserId user, String reason, String legalBasis) {

  ErasureRequest {
    user = FieldBounds.required("userID", user, TextForm.USER);
    reason = FieldBounds.text("reason", reason, ReasonRequest.LONGEST);
    legalBasis = FieldBounds.text("legalBasis", legalBasis, ReasonRequest.LONGEST);
  }

  Erasures.ErasureGrounds grounds(Remarks.By by) {
    return new Erasures.ErasureGrounds(reason, legalBasis, by);
  }
}
