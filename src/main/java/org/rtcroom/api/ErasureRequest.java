package org.rtcroom.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rtcroom.history.Erasures;
import org.rtcroom.kernel.UserId;
import org.rtcroom.kernel.Warrant;
import org.rtcroom.room.Remarks;

/**
 * The body of a call that erases a user.
 *
 * @param earlyLegalBasis the law that demands it although the period is not over; null if none does
 */
record ErasureRequest(
    @JsonProperty("userID") UserId user,
    String reason,
    String legalBasis,
    @Nullable String earlyLegalBasis) {

  ErasureRequest {
    user = FieldBounds.required("userID", user, TextForm.USER);
    reason = FieldBounds.lines("reason", reason, ReasonRequest.LONGEST);
    legalBasis = FieldBounds.lines("legalBasis", legalBasis, ReasonRequest.LONGEST);
    earlyLegalBasis =
        FieldBounds.optionalLines("earlyLegalBasis", earlyLegalBasis, ReasonRequest.LONGEST);
  }

  /**
   * Why the user is erased.
   *
   * @param warrant asked for only where the period is not to matter
   */
  Erasures.ErasureGrounds grounds(Remarks.By by, Supplier<Warrant> warrant) {
    Optional<Erasures.EarlyGrounds> early =
        Optional.ofNullable(earlyLegalBasis)
            .map(basis -> new Erasures.EarlyGrounds(basis, warrant.get()));
    return new Erasures.ErasureGrounds(reason, legalBasis, by, early);
  }
}
