package org.rtcroom.identity;

import org.rtcroom.Measured;
import org.rtcroom.Round;
import org.rtcroom.kernel.UserId;
import org.rtcroom.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** What every request with a token costs; each token is of another user. */
public class TokenCheck extends Measured {

  private IdentitySettings settings;
  private Keys keys;
  private InMemory store;
  private Tokens tokens;
  private Tokens forgetful;
  private Round<Shown> seen;
  private Round<Shown> unseen;

  /** Bytes, for each request brings a new text, whose hash nobody knows yet. */
  private record Shown(UserId user, byte[] token) {

    String text() {
      return new String(token, StandardCharsets.ISO_8859_1);
    }
  }

  /** A store that costs nothing. */
  private static final class InMemory implements TokenStore {

    private final Map<UserId, Long> generations = new ConcurrentHashMap<>();

    long advance(Advance advance) {
      return generations.merge(advance.user(), (long) advance.by(), Long::sum);
    }

    @Override
    public long generation(UserId user) {
      return generations.getOrDefault(user, 0L);
    }

    @Override
    public long epoch() {
      return 0;
    }
  }

  @Setup
  public void issue() throws IOException {
    String home = Files.createTempDirectory("tokens").toString();
    Settings given = Settings.of(Map.of("roomservice.home", home));
    settings = new IdentitySettings(given);
    keys = new Keys(given);
    store = new InMemory();
    tokens = anew();
    List<Shown> shown = IntStream.range(0, Round.LENGTH).mapToObj(this::shown).toList();
    shown.forEach(one -> tokens.verify(one.text()));
    seen = new Round<>(shown, () -> {});
    unseen = new Round<>(shown, () -> forgetful = anew());
  }

  private Tokens anew() {
    return new Tokens(settings, keys, store, Clock.systemUTC());
  }

  private Shown shown(int n) {
    UserId user = UserId.of("u" + n + "_1");
    String token =
        tokens
            .issue(user, Optional.of("wechat"), (caller, advance) -> store.advance(advance))
            .token();
    return new Shown(user, token.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Benchmark
  public Caller remembered() {
    return verified(tokens, seen.next());
  }

  /** With all that a first time leaves in memory; the user's generation is read as well. */
  @Benchmark
  public Caller notRemembered() {
    return verified(forgetful, unseen.next());
  }

  private static Caller verified(Tokens by, Shown shown) {
    Caller caller = by.verify(shown.text());
    require(caller.userId().equals(shown.user()));
    return caller;
  }
}
