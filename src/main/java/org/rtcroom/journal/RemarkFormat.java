package org.rtcroom.journal;

import java.util.Map;
import java.util.Optional;
import org.rtcroom.chain.LineFields;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.kernel.Warrant;
import org.rtcroom.room.Remarks;

/** How remarks stand in lines. */
final class RemarkFormat {

  private RemarkFormat() {}

  static void write(Remarks.Invited invited, LineFields to) {
    invited.previous().ifPresent(session -> to.detail("previous", session.value()));
    to.personal("guests", invited.guests().stream().map(RemarkFormat::guest).toList());
    write(invited.by(), to);
  }

  private static Map<String, String> guest(Remarks.Guest guest) {
    return Map.of("user", guest.userId().value(), "role", guest.role());
  }

  static Remarks.Invited readInvited(RecordedJson details, RecordedJson personal) {
    return new Remarks.Invited(
        personal.each("guests", part -> new Remarks.Guest(part.user("user"), part.text("role"))),
        details.optionalText("previous").map(SessionId::new),
        by(details));
  }

  static void write(Remarks.Stated stated, LineFields to) {
    to.detail("type", stated.type()).detail("occurredAt", stated.occurredAt().toEpochMilli());
    stated.sha256().ifPresent(hash -> to.detail("sha256", hash));
    to.personal("uri", stated.uri())
        .personal("user", stated.user().map(UserId::value))
        .personal("data", stated.data());
    write(stated.by(), to);
  }

  static Remarks.Stated readStated(RecordedJson details, RecordedJson personal) {
    return new Remarks.Stated(
        details.text("type"),
        details.instant("occurredAt"),
        details.optionalText("sha256"),
        personal.optionalText("uri"),
        personal.optionalUser("user"),
        personal.optionalText("data"),
        by(details));
  }

  static void write(Remarks.ErasureAgreed agreed, LineFields to) {
    to.detail("lines", agreed.lines())
        .detail("reason", agreed.reason())
        .detail("legalBasis", agreed.legalBasis())
        .detail("earlyBasis", agreed.earlyBasis());
    write(agreed.by(), to);
    write(agreed.warrant(), to);
  }

  static Remarks.ErasureAgreed readErasureAgreed(RecordedJson details, RecordedJson personal) {
    return new Remarks.ErasureAgreed(
        details.numbers("lines"),
        details.text("reason"),
        details.text("legalBasis"),
        details.text("earlyBasis"),
        by(details),
        warrant(details));
  }

  static void write(Remarks.Erased erased, LineFields to) {
    to.detail("lines", erased.lines())
        .detail("reason", erased.reason())
        .detail("legalBasis", erased.legalBasis());
    write(erased.by(), to);
    erased
        .early()
        .ifPresent(
            early -> {
              to.detail("earlyBasis", early.basis()).detail("agreed", early.agreed());
              write(early.warrant(), to);
            });
  }

  static Remarks.Erased readErased(RecordedJson details, RecordedJson personal) {
    return new Remarks.Erased(
        details.numbers("lines"),
        details.text("reason"),
        details.text("legalBasis"),
        by(details),
        details
            .optionalText("earlyBasis")
            .map(basis -> new Remarks.Early(basis, details.number("agreed"), warrant(details))));
  }

  static void write(Remarks.Held held, LineFields to) {
    write(held.by(), to.detail("reason", held.reason()));
  }

  static void write(Remarks.LiftAgreed agreed, LineFields to) {
    write(agreed.by(), to.detail("reason", agreed.reason()));
    write(agreed.warrant(), to);
  }

  static Remarks.LiftAgreed readLiftAgreed(RecordedJson details, RecordedJson personal) {
    return new Remarks.LiftAgreed(details.text("reason"), by(details), warrant(details));
  }

  static void write(Remarks.ShorteningAgreed agreed, LineFields to) {
    write(agreed.retention(), to);
    write(agreed.warrant(), to);
  }

  static void write(Remarks.RetentionSet set, LineFields to) {
    to.detail("class", set.retentionClass())
        .detail("base", set.base().toEpochMilli())
        .detail("until", set.until().toEpochMilli());
    write(set.by(), to);
  }

  static Remarks.RetentionSet readRetentionSet(RecordedJson details, RecordedJson personal) {
    return new Remarks.RetentionSet(
        details.text("class"), details.instant("base"), details.instant("until"), by(details));
  }

  static Remarks.ShorteningAgreed readShorteningAgreed(
      RecordedJson details, RecordedJson personal) {
    return new Remarks.ShorteningAgreed(
        details.text("class"),
        details.instant("base"),
        details.instant("until"),
        by(details),
        warrant(details));
  }

  private static void write(Remarks.By by, LineFields to) {
    to.detail("key", by.key()).detail("keyId", by.keyId());
  }

  static Remarks.By by(RecordedJson details) {
    return new Remarks.By(details.text("key"), details.text("keyId"));
  }

  private static void write(Warrant warrant, LineFields to) {
    to.detail("givenBy", warrant.givenBy()).detail("since", warrant.since().toEpochMilli());
  }

  private static Warrant warrant(RecordedJson details) {
    return new Warrant(details.text("keyId"), details.text("givenBy"), details.instant("since"));
  }

  /** The integrator's case, where a remark names it. */
  static Optional<String> caseOf(Remarks.Stated stated) {
    return stated.type().equals(Remarks.CASE) ? stated.data() : Optional.empty();
  }
}
