package org.rtcroom.identity;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.rtcroom.kernel.SettableClock;
import org.rtcroom.settings.Settings;

/** A configured application, for tests. */
public record Site(IdentitySettings settings, Keys keys, SettableClock clock) {

  public static final String APPLICATION = "1400000000";
  public static final String SECRET_KEY =
      "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
  public static final Instant START = Instant.ofEpochSecond(1_700_000_000);

  /** A demo site that has both ticket keys. */
  public static Site at(Path home, String... namesAndValues) {
    Map<String, String> values = new HashMap<>();
    values.put("roomservice.home", home.toString());
    values.put("roomservice.im.secret-key", SECRET_KEY);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put("roomservice." + namesAndValues[i], namesAndValues[i + 1]);
    }
    Settings settings = Settings.of(values);
    return new Site(new IdentitySettings(settings), new Keys(settings), new SettableClock(START));
  }

  public UserSigs userSigs() {
    return new UserSigs(settings, keys, NoRevocations.at(settings, clock), clock);
  }

  public EntryTickets entryTickets() {
    return new EntryTickets(settings, keys, clock);
  }

  public Tokens tokens(TokenStore store) {
    return new Tokens(settings, keys, store, clock);
  }

  /** A ticket with any fields, rightly signed. */
  public String signed(Ticket ticket) {
    return new TicketSignatures(keys.tickets()).sign(ticket);
  }
}
