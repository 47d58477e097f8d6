package org.rtcroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tencentyun.TLSSigAPIv2;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.kernel.UserId;

class UserSigsTest {

  private static final UserId ALICE = UserId.of("alice");
  private static final Duration DAY = Duration.ofDays(1);
  private static final TLSSigAPIv2 VENDOR = new TLSSigAPIv2(1_400_000_000, Site.SECRET_KEY);

  private final Path home;
  private final Site site;
  private final UserSigs userSigs;

  UserSigsTest(@TempDir Path home) {
    this.home = home;
    this.site = Site.at(home);
    this.userSigs = site.userSigs();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void aTicketWeIssueProvesItsUser(String format) {
    UserSigs issuing = Site.at(home, "im.issue", format).userSigs();

    VerifiedTicket ticket = issuing.verify(issuing.issue(ALICE, DAY), ALICE, Site.APPLICATION);

    assertThat(ticket).isEqualTo(new VerifiedTicket(ALICE, Site.START, Site.START.plus(DAY)));
  }

  @Test
  void aTicketOfTheVendorProvesItsUser() {
    String vendors = VENDOR.genUserSig("alice", 86_400);
    site.clock().advance(Duration.between(Site.START, Instant.now()));

    assertThat(userSigs.verify(vendors, ALICE, Site.APPLICATION).userId()).isEqualTo(ALICE);
  }

  @Test
  void anEntryTicketOfTheVendorIsNoUserSig() {
    String vendors = VENDOR.genPrivateMapKey("alice", 86_400, 10_000, 255);
    site.clock().advance(Duration.between(Site.START, Instant.now()));

    refused(vendors, "a privateMapKey is no userSig");
  }

  @Test
  void ourV2TicketHasTheTypesOfTheVendors() {
    UserSigs v2 = Site.at(home, "im.issue", "v2").userSigs();
    JSONObject ours = json(v2.issue(ALICE, DAY));
    JSONObject vendors = json(VENDOR.genUserSig("alice", 86_400));

    assertThat(ours.keySet()).isEqualTo(vendors.keySet());
    assertThat(vendors.keySet())
        .allSatisfy(
            name ->
                assertThat(ours.get(name) instanceof Number)
                    .isEqualTo(vendors.get(name) instanceof Number));
  }

  @ParameterizedTest
  @EnumSource(TicketFormat.class)
  void anEntryTicketOfOursIsNoUserSig(TicketFormat format) {
    refused(site.signed(ticket(format).with("TLS.userbuf", "AAAA")), "no userSig");
  }

  @Test
  void anotherUsersTicketIsRefused() {
    refused(userSigs.issue(UserId.of("bob"), DAY), "another user's");
    refused(userSigs.issue(UserId.of("Alice"), DAY), "another user's");
  }

  @Test
  void theApplicationMustBeOursInTheRequestAndInTheTicket() {
    String ticket = userSigs.issue(ALICE, DAY);
    String foreign = Site.at(home, "im.sdk-app-id", "1400000001").userSigs().issue(ALICE, DAY);

    refused(foreign, "another application's");
    assertThatThrownBy(() -> userSigs.verify(ticket, ALICE, "1400000001"))
        .isInstanceOf(NotAuthenticated.class);
    assertThatThrownBy(() -> userSigs.verify(foreign, ALICE, "1400000001"))
        .isInstanceOf(NotAuthenticated.class);
  }

  @Test
  void aTicketIsGoodToTheLastSecondAlsoWhenItWasSeenBefore() {
    String ticket = userSigs.issue(ALICE, DAY);

    site.clock().advance(DAY);
    assertThat(userSigs.verify(ticket, ALICE, Site.APPLICATION)).isNotNull();
    site.clock().advance(Duration.ofSeconds(1));
    refused(ticket, "expired");
  }

  @Test
  void aTicketThatExpiresWhileItsUserIsInsideIsGoodForHeartbeats() {
    String ticket = userSigs.issue(ALICE, DAY);
    Instant expires = Site.START.plus(DAY);
    site.clock().advance(Duration.ofDays(40));

    assertThat(heartbeat(ticket, Optional.of(expires.minusSeconds(1)))).isNotNull();
    assertThatThrownBy(() -> heartbeat(ticket, Optional.of(expires)))
        .isInstanceOf(NotAuthenticated.class);
    assertThatThrownBy(() -> heartbeat(ticket, Optional.empty()))
        .isInstanceOf(NotAuthenticated.class);
    String renewed = userSigs.issue(ALICE, DAY);
    assertThat(heartbeat(renewed, Optional.of(Site.START))).isNotNull();
  }

  private VerifiedTicket heartbeat(String ticket, Optional<Instant> entered) {
    return userSigs.verify(ticket, ALICE, Site.APPLICATION, entered);
  }

  @Test
  void aTicketSeenBeforeStillProvesOnlyItsOwnUser() {
    String ticket = userSigs.issue(ALICE, DAY);
    userSigs.verify(ticket, ALICE, Site.APPLICATION);

    assertThatThrownBy(() -> userSigs.verify(ticket, UserId.of("bob"), Site.APPLICATION))
        .isInstanceOf(NotAuthenticated.class);
  }

  @ParameterizedTest
  @CsvSource({"300,true", "301,false"})
  void anIssuersClockMayBeFiveMinutesAhead(int seconds, boolean good) {
    String ticket =
        site.signed(ticket(TicketFormat.V1).with("TLS.time", "" + (1_700_000_000 + seconds)));

    if (good) {
      assertThat(userSigs.verify(ticket, ALICE, Site.APPLICATION)).isNotNull();
    } else {
      refused(ticket, "from the future");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "+60", "", " 60", "6e1", "60.0", "९", "9223372036854775807", "0x3c"})
  void aLifetimeIsAPositiveDecimalThatDoesNotOverflow(String lifetime) {
    refused(site.signed(ticket(TicketFormat.V1).with("TLS.expire_after", lifetime)), "");
  }

  @Test
  void aTicketMadeForLongerThanAllowedIsRefused() {
    String ticket = userSigs.issue(ALICE, DAY.plusSeconds(1));
    UserSigs strict = Site.at(home, "identity.max-ticket-validity", "24h").userSigs();

    assertThatThrownBy(() -> strict.verify(ticket, ALICE, Site.APPLICATION))
        .isInstanceOf(NotAuthenticated.class);
    String cut = strict.issue(ALICE, Duration.ofDays(30));
    assertThat(strict.verify(cut, ALICE, Site.APPLICATION).expires())
        .isEqualTo(Site.START.plus(DAY));
  }

  @Test
  void theSignedLinesAreRebuiltFromTheTicketsOwnValues() {
    Ticket ticket =
        ticket(TicketFormat.V1).with("TLS.account_type", "36862").with("TLS.appid_at_3rd", "1400");

    assertThat(userSigs.verify(site.signed(ticket), ALICE, Site.APPLICATION)).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(TicketFormat.class)
  void aChangedFieldBreaksTheSignature(TicketFormat format) {
    Ticket good = Ticket.parse(site.signed(ticket(format).with("TLS.identifier", "bob")));

    refused(good.with("TLS.identifier", "alice").text(), "signature is wrong");
  }

  @ParameterizedTest
  @EnumSource(TicketFormat.class)
  void anotherKeysSignatureIsRefused(TicketFormat format) {
    Site other =
        Site.at(home.resolve("other"), "im.secret-key", "another secret key of some length");

    refused(other.signed(ticket(format)), "signature is wrong");
  }

  @Test
  void aFieldThatHoldsALineBreakIsRefusedThoughSigned() {
    Ticket forged = ticket(TicketFormat.V1).with("TLS.account_type", "0\\nTLS.identifier:alice");

    refused(forged.with("TLS.sig", "AAAA").text(), "line break");
  }

  @ParameterizedTest
  @ValueSource(strings = {"administrator", "Administrator", "ROOT", "Boss"})
  void noTicketIsIssuedForTheAdministratorOrAReservedId(String id) {
    Site reserving = Site.at(home, "identity.reserved-ids", "root, boss");

    assertThatThrownBy(() -> reserving.userSigs().issue(UserId.of(id), DAY))
        .isInstanceOf(NotAuthenticated.class);
    assertThatThrownBy(() -> reserving.entryTickets().issue(UserId.of(id), 1, DAY))
        .isInstanceOf(NotAuthenticated.class);
  }

  @Test
  void theAdministratorsOwnTicketIsKeptForHalfItsLife() {
    String first = userSigs.administratorSig();

    site.clock().advance(Duration.ofHours(12).minusSeconds(1));
    assertThat(userSigs.administratorSig()).isEqualTo(first);
    site.clock().advance(Duration.ofSeconds(1));
    assertThat(userSigs.administratorSig()).isNotEqualTo(first);
  }

  @Test
  void theAdministratorsOwnTicketCanBeRenewed() {
    String first = userSigs.administratorSig();
    site.clock().advance(Duration.ofSeconds(1));
    String renewed = userSigs.renewAdministratorSig();

    assertThat(renewed).isNotEqualTo(first);
    assertThat(userSigs.administratorSig()).isEqualTo(renewed);
  }

  @Test
  void noReasonRepeatsTheTicket() {
    String ticket = userSigs.issue(UserId.of("bob"), DAY);

    assertThatThrownBy(() -> userSigs.verify(ticket, ALICE, Site.APPLICATION))
        .hasMessageNotContaining(ticket)
        .hasMessageNotContaining("bob");
  }

  private void refused(String userSig, String reason) {
    assertThatThrownBy(() -> userSigs.verify(userSig, ALICE, Site.APPLICATION))
        .isInstanceOf(NotAuthenticated.class)
        .hasMessageContaining(reason);
  }

  private static Ticket ticket(TicketFormat format) {
    return Ticket.unsigned(format, ALICE, 1_400_000_000, 1_700_000_000, 86_400);
  }

  private static JSONObject json(String ticket) {
    return new JSONObject(new String(TicketText.decode(ticket), StandardCharsets.UTF_8));
  }
}
