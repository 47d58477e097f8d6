package org.rtcroom.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentyun.TLSSigAPIv2;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.kernel.UserId;

/** Signatures and layouts computed with the vendor's class. */
class TicketVectorsTest {

  private static final UserId ALICE = UserId.of("alice");
  private static final Duration DAY = Duration.ofDays(1);
  private static final String NUMBER_ROOM =
      "000005616c69636553724e000000271065554280000000ff00000000";
  private static final String NAMED_ROOM =
      "010005616c69636553724e0000000000655542800000002a000000000006726f6f6d2d31";

  private final Site site;

  TicketVectorsTest(@TempDir Path home) {
    this.site = Site.at(home, "im.issue", "v2");
  }

  @Test
  void theUserSigOfAliceIsSignedAsTheVendorSignsIt() {
    Ticket ticket = Ticket.parse(site.userSigs().issue(ALICE, DAY));

    assertThat(ticket.format()).isEqualTo(TicketFormat.V2);
    assertThat(ticket.signature()).isEqualTo("6GmjjJlI0ZfvdjC0qJyFjHknLqIVerI6rpJOgWxfg1k=");
  }

  @Test
  void theEntryTicketOfAliceForRoom10000IsTheVendors() {
    Ticket ticket = Ticket.parse(site.entryTickets().issue(ALICE, 10_000, DAY));

    assertThat(ticket.fields()).containsEntry(TicketFormat.USERBUF, base64(NUMBER_ROOM));
    assertThat(ticket.signature()).isEqualTo("34poGmaJ59hAbFzp+/VCSxZgBv5rxA0FI7iI5W2z9Zc=");
  }

  @Test
  void theEntryTicketForANamedRoomWithFewerPrivilegesIsTheVendors() {
    long now = Site.START.getEpochSecond();
    UserBuf buffer = new UserBuf(ALICE, 1_400_000_000, now + 86_400, 42);
    Ticket ticket =
        Ticket.unsigned(TicketFormat.V2, ALICE, 1_400_000_000, now, 86_400)
            .with(TicketFormat.USERBUF, buffer.forNamedRoom("room-1"));

    assertThat(ticket.fields()).containsEntry(TicketFormat.USERBUF, base64(NAMED_ROOM));
    assertThat(Ticket.parse(site.signed(ticket)).signature())
        .isEqualTo("Cxbl0A9RWDwnEvMWV4QEzh9hn9nlZFRsMmxbChPHZR4=");
  }

  @Test
  void anEntryTicketForANamedRoomCarriesEveryPrivilege() {
    Ticket ticket = Ticket.parse(site.entryTickets().issue(ALICE, "room-1", DAY));

    String all = NAMED_ROOM.replace("0000002a", "000000ff");
    assertThat(ticket.fields()).containsEntry(TicketFormat.USERBUF, base64(all));
  }

  @Test
  void theLargestRoomNumberFits() {
    Ticket ticket = Ticket.parse(site.entryTickets().issue(ALICE, 4_294_967_295L, DAY));

    String largest = NUMBER_ROOM.replace("00002710", "ffffffff");
    assertThat(ticket.fields()).containsEntry(TicketFormat.USERBUF, base64(largest));
  }

  @Test
  void theSignedLinesOfAV1TicketAreInTheVendorsOrder() {
    Ticket ticket =
        Ticket.unsigned(TicketFormat.V1, ALICE, 1_400_000_000, 1_700_000_000, 86_400)
            .with(TicketFormat.USERBUF, "AAAA");

    assertThat(ticket.signedLines())
        .isEqualTo(
            "TLS.appid_at_3rd:0\nTLS.account_type:0\nTLS.identifier:alice\n"
                + "TLS.sdk_appid:1400000000\nTLS.time:1700000000\nTLS.expire_after:86400\n"
                + "TLS.userbuf:AAAA\n");
  }

  @Test
  void theVendorMakesTheSameUserBuf() {
    TLSSigAPIv2 vendor = new TLSSigAPIv2(1_400_000_000, Site.SECRET_KEY);
    Ticket numbered = Ticket.parse(vendor.genPrivateMapKey("alice", 86_400, 10_000, 255));
    Ticket named =
        Ticket.parse(vendor.genPrivateMapKeyWithStringRoomID("alice", 86_400, "room-1", 255));
    site.clock().advance(Duration.between(Site.START, numbered.claims().issued()));
    Ticket ours = Ticket.parse(site.entryTickets().issue(ALICE, 10_000, DAY));

    assertThat(ours.fields()).isEqualTo(numbered.fields());
    site.clock().advance(Duration.between(site.clock().instant(), named.claims().issued()));
    Ticket oursNamed = Ticket.parse(site.entryTickets().issue(ALICE, "room-1", DAY));
    assertThat(oursNamed.fields()).isEqualTo(named.fields());
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
