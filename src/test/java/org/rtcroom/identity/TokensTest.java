package org.rtcroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.kernel.UserId;

class TokensTest {

  private static final UserId ALICE = UserId.of("alice");
  private static final Optional<String> NONE = Optional.empty();
  private static final String OLD = "ab".repeat(32);
  private static final String NEW = "cd".repeat(32);

  private final Path home;
  private final Site site;
  private final RememberedGenerations store = new RememberedGenerations();
  private final Tokens tokens;

  TokensTest(@TempDir Path home) {
    this.home = home;
    this.site = Site.at(home);
    this.tokens = site.tokens(store);
  }

  private IssuedToken issue(Tokens tokens, UserId user, Optional<String> platform) {
    return tokens.issue(user, platform, (caller, advance) -> store.advance(advance));
  }

  @Test
  void aTokenStandsForItsUser() {
    IssuedToken issued = issue(tokens, ALICE, Optional.of("WeChat"));

    assertThat(issued.token()).matches("[A-Za-z0-9_.-]+");
    assertThat(tokens.verify(issued.token())).isEqualTo(issued.caller());
    assertThat(issued.caller().userId()).isEqualTo(ALICE);
    assertThat(issued.caller().platform()).contains("WeChat");
    assertThat(issued.caller().expires()).isEqualTo(Site.START.plus(Duration.ofDays(1)));
    assertThat(tokens.verify(issue(tokens, ALICE, NONE).token()).platform()).isEmpty();
  }

  @Test
  void anyChangedCharacterMakesATokenBad() {
    String token = issue(tokens, ALICE, NONE).token();

    for (int i = 0; i < token.length(); i++) {
      char changed = token.charAt(i) == 'A' ? 'B' : (char) (token.charAt(i) ^ 1);
      refused(token.substring(0, i) + changed + token.substring(i + 1));
    }
  }

  @Test
  void theUnusedBitsOfTheLastCharacterCountToo() {
    String token = issue(tokens, ALICE, NONE).token();
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(token.charAt(token.length() - 1));

    for (int bits = 1; bits < 4; bits++) {
      refused(token.substring(0, token.length() - 1) + alphabet.charAt(last ^ bits));
    }
  }

  @Test
  void anUnsignedTokenIsRefused() {
    String payload = issue(tokens, ALICE, NONE).token().split("\\.", -1)[1];

    refused(base64("{\"alg\":\"none\"}") + "." + payload + ".");
    refused(base64("{\"alg\":\"none\"}") + "." + payload + ".AA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "null", "Bearer a.b.c", "a.b.c.d", "\u0000"})
  void whatIsNoTokenIsRefused(String text) {
    refused(text);
  }

  @Test
  void aTokenOfBeforeARestoreIsRefusedAlsoWhenItsGenerationIsReachedAgain() {
    String before = issue(tokens, ALICE, NONE).token();
    RememberedGenerations restored = new RememberedGenerations();
    restored.epoch = 7;
    Tokens afterwards = site.tokens(restored);

    assertThatThrownBy(() -> afterwards.verify(before))
        .isInstanceOf(NotAuthenticated.class)
        .hasMessageContaining("put back");
    String again =
        afterwards.issue(ALICE, NONE, (caller, advance) -> restored.advance(advance)).token();
    assertThat(afterwards.verify(again).userId()).isEqualTo(ALICE);
    assertThatThrownBy(() -> afterwards.verify(before)).isInstanceOf(NotAuthenticated.class);
    assertThatThrownBy(() -> tokens.verify(again)).isInstanceOf(NotAuthenticated.class);
  }

  @Test
  void aSecondRestoreEndsTheTokensSinceTheFirst() {
    store.epoch = 7;
    String between = issue(tokens, ALICE, NONE).token();
    assertThat(tokens.verify(between)).isNotNull();
    store.epoch = 9;

    assertThatThrownBy(() -> site.tokens(store).verify(between))
        .isInstanceOf(NotAuthenticated.class);
  }

  @Test
  void aTokenExpires() {
    String token = issue(tokens, ALICE, NONE).token();

    site.clock().advance(Duration.ofDays(1).minusSeconds(1));
    assertThat(tokens.verify(token)).isNotNull();
    site.clock().advance(Duration.ofSeconds(1));
    refused(token);
    assertThatThrownBy(() -> site.tokens(store).verify(token)).isInstanceOf(NotAuthenticated.class);
  }

  /** When a member entered who is inside, as heartbeats are asked for. */
  private static Function<UserId, Optional<Instant>> entered(Instant at) {
    return user -> Optional.of(at).filter(inside -> user.equals(ALICE));
  }

  @Test
  void aTokenThatExpiresWhileItsMemberIsInsideIsGoodForHeartbeats() {
    IssuedToken issued = issue(tokens, ALICE, NONE);
    String token = issued.token();
    Instant lastGood = issued.caller().expires().minusMillis(1);
    site.clock().advance(Duration.ofDays(400));

    assertThat(tokens.verifyHeartbeat(token, entered(lastGood))).isEqualTo(issued.caller());
    assertThat(tokens.verifyHeartbeat(token, entered(lastGood))).isEqualTo(issued.caller());
    refused(token);
    assertThat(site.tokens(store).verifyHeartbeat(token, entered(lastGood))).isNotNull();
  }

  @Test
  void aTokenThatHadExpiredBeforeItsMemberEnteredIsNoneForHeartbeatsEither() {
    IssuedToken issued = issue(tokens, ALICE, NONE);
    site.clock().advance(Duration.ofDays(2));

    refusedHeartbeat(issued.token(), entered(issued.caller().expires()));
    refusedHeartbeat(issued.token(), entered(site.clock().instant()));
    refusedHeartbeat(issued.token(), user -> Optional.empty());
    refusedHeartbeat(issue(tokens, UserId.of("bob"), NONE).token() + "x", entered(Instant.MIN));
  }

  @Test
  void aLoginOrALogoutEndsTheTokenForHeartbeatsToo() {
    String first = issue(tokens, ALICE, NONE).token();
    assertThat(tokens.verifyHeartbeat(first, entered(Site.START))).isNotNull();
    String second = issue(tokens, ALICE, NONE).token();
    refusedHeartbeat(first, entered(Site.START));
    tokens.revoke(ALICE, store::advance);
    refusedHeartbeat(second, entered(Site.START));
    site.clock().advance(Duration.ofDays(2));
    refusedHeartbeat(second, entered(Site.START));
  }

  private void refusedHeartbeat(String token, Function<UserId, Optional<Instant>> entered) {
    assertThatThrownBy(() -> tokens.verifyHeartbeat(token, entered))
        .isInstanceOf(NotAuthenticated.class);
  }

  /** In a cluster every token is asked about every two seconds. */
  @Test
  void whileTheStoreIsAwayHeartbeatsLiveOnWhatIsKnown() {
    Site cluster = Site.at(home, "cluster.enabled", "true");
    Tokens node = cluster.tokens(store);
    String token = issue(node, ALICE, NONE).token();
    String unknown = issue(tokens, UserId.of("bob"), NONE).token();
    store.away = true;
    cluster.clock().advance(Duration.ofSeconds(10));

    assertThatThrownBy(() -> node.verify(token)).isInstanceOf(IllegalStateException.class);
    assertThat(node.verifyHeartbeat(token, entered(Site.START))).isNotNull();
    assertThatThrownBy(() -> node.verifyHeartbeat(unknown, user -> Optional.empty()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSecondLoginEndsTheFirstOnesToken() {
    String first = issue(tokens, ALICE, NONE).token();
    assertThat(tokens.verify(first)).isNotNull();
    String second = issue(tokens, ALICE, NONE).token();

    refused(first);
    assertThat(tokens.verify(second)).isNotNull();
  }

  @Test
  void anotherUsersLoginEndsNothing() {
    String token = issue(tokens, ALICE, NONE).token();
    issue(tokens, UserId.of("bob"), NONE);

    assertThat(tokens.verify(token).userId()).isEqualTo(ALICE);
  }

  @Test
  void severalTokensOfAUserAreGoodWhereTheSettingSaysSo() {
    Tokens two = Site.at(home, "identity.tokens-per-user", "2").tokens(store);
    String first = issue(two, ALICE, NONE).token();
    String second = issue(two, ALICE, NONE).token();
    assertThat(two.verify(first)).isNotEqualTo(two.verify(second));
    String third = issue(two, ALICE, NONE).token();

    assertThatThrownBy(() -> two.verify(first)).isInstanceOf(NotAuthenticated.class);
    two.revoke(ALICE, store::advance);
    assertThatThrownBy(() -> two.verify(second)).isInstanceOf(NotAuthenticated.class);
    assertThatThrownBy(() -> two.verify(third)).isInstanceOf(NotAuthenticated.class);
  }

  @Test
  void logoutEndsTheTokenAlsoAfterARestart() {
    IssuedToken issued = issue(tokens, ALICE, NONE);
    tokens.revoke(ALICE, store::advance);

    refused(issued.token());
    assertThatThrownBy(() -> Site.at(home).tokens(store).verify(issued.token()))
        .isInstanceOf(NotAuthenticated.class);
    assertThat(tokens.verify(issue(tokens, ALICE, NONE).token())).isNotNull();
  }

  @Test
  void aTokenOutlivesARestart() {
    IssuedToken issued = issue(tokens, ALICE, NONE);

    assertThat(Site.at(home).tokens(store).verify(issued.token())).isEqualTo(issued.caller());
  }

  @Test
  void aTokenIsBoundToTheApplicationAndTheKey() {
    String token = issue(tokens, ALICE, NONE).token();
    Site application = Site.at(home, "im.sdk-app-id", "1400000001");
    Site key = Site.at(home.resolve("other"));

    assertThatThrownBy(() -> application.tokens(store).verify(token))
        .isInstanceOf(NotAuthenticated.class);
    assertThatThrownBy(() -> key.tokens(store).verify(token)).isInstanceOf(NotAuthenticated.class);
  }

  @Test
  void aTokenNamesItsKeyAndIsGoodWhileThatIsKnown() {
    Site before = Site.at(home, "identity.token-key", OLD);
    Site both = Site.at(home, "identity.token-key", NEW, "identity.token-key-previous", OLD);
    Site after = Site.at(home, "identity.token-key", NEW);
    String old = issue(before.tokens(store), ALICE, NONE).token();
    assertThat(both.tokens(store).verify(old).userId()).isEqualTo(ALICE);
    assertThatThrownBy(() -> after.tokens(store).verify(old)).isInstanceOf(NotAuthenticated.class);

    String fresh = issue(both.tokens(store), ALICE, NONE).token();

    assertThat(header(old)).contains("\"kid\":\"" + before.keys().tokenKeys().get(0).id() + "\"");
    assertThat(header(fresh)).contains("\"kid\":\"" + after.keys().tokenKeys().get(0).id() + "\"");
    assertThat(after.tokens(store).verify(fresh).userId()).isEqualTo(ALICE);
    assertThatThrownBy(() -> before.tokens(store).verify(fresh))
        .isInstanceOf(NotAuthenticated.class);
  }

  /** As the version before wrote them. */
  @Test
  void aTokenThatNamesNoKeyIsTriedWithAll() throws Exception {
    Site before = Site.at(home, "identity.token-key", OLD);
    Site both = Site.at(home, "identity.token-key", NEW, "identity.token-key-previous", OLD);
    String[] named = issue(before.tokens(store), ALICE, NONE).token().split("\\.", -1);
    String unsigned = base64("{\"alg\":\"HS256\"}") + "." + named[1];
    String token = unsigned + "." + mac(unsigned, OLD);

    assertThat(before.tokens(store).verify(token).userId()).isEqualTo(ALICE);
    assertThat(both.tokens(store).verify(token).userId()).isEqualTo(ALICE);
    assertThatThrownBy(() -> Site.at(home, "identity.token-key", NEW).tokens(store).verify(token))
        .isInstanceOf(NotAuthenticated.class);
  }

  @Test
  void aTokenThatNamesAnotherKeyThanItsOwnIsRefused() throws Exception {
    Site both = Site.at(home, "identity.token-key", NEW, "identity.token-key-previous", OLD);
    Tokens rotated = both.tokens(store);
    String[] named = issue(rotated, ALICE, NONE).token().split("\\.", -1);
    String id = both.keys().tokenKeys().get(1).id();
    for (String kid : List.of("\"" + id + "\"", "\"00000000\"", "7")) {
      String unsigned = base64("{\"kid\":" + kid + ",\"alg\":\"HS256\"}") + "." + named[1];

      assertThatThrownBy(() -> rotated.verify(unsigned + "." + mac(unsigned, NEW)))
          .as(kid)
          .isInstanceOf(NotAuthenticated.class);
    }
  }

  private static String header(String token) {
    byte[] json = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
    return new String(json, StandardCharsets.UTF_8);
  }

  private static String mac(String unsigned, String hexKey) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(HexFormat.of().parseHex(hexKey), "HmacSHA256"));
    byte[] signature = mac.doFinal(unsigned.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  @Test
  void productionRefusesTokensOfDemoMode() {
    String[] production = {
      "identity.token-key",
      "ab".repeat(32),
      "im.sdk-app-id",
      Site.APPLICATION,
      "im.account-type",
      "1",
      "im.administrator",
      "admin"
    };
    Site demo = Site.at(home, production);
    Site real = Site.at(home, concat(production, "mode", "production"));
    String token = issue(demo.tokens(store), ALICE, NONE).token();

    assertThat(demo.tokens(store).verify(token)).isNotNull();
    assertThatThrownBy(() -> real.tokens(store).verify(token)).isInstanceOf(NotAuthenticated.class);
    String realToken = issue(real.tokens(store), ALICE, NONE).token();
    assertThat(real.tokens(store).verify(realToken)).isNotNull();
  }

  @Test
  void aTokenOfAGenerationThatWasNeverReachedIsRefused() {
    String token = issue(tokens, ALICE, NONE).token();

    assertThatThrownBy(() -> Site.at(home).tokens(new RememberedGenerations()).verify(token))
        .isInstanceOf(NotAuthenticated.class);
  }

  @Test
  void aSingleNodeReadsAGenerationOnce() {
    Tokens restarted = site.tokens(store);
    String token = issue(tokens, ALICE, NONE).token();
    for (int i = 0; i < 5; i++) {
      site.clock().advance(Duration.ofMinutes(1));
      restarted.verify(token);
    }

    assertThat(store.reads).hasValue(1);
  }

  @Test
  void anotherNodeLearnsOfALoginWithinTheDelayAndOfAHigherGenerationAtOnce() {
    Site cluster = Site.at(home, "cluster.enabled", "true");
    Tokens here = cluster.tokens(store);
    Tokens there = cluster.tokens(store);
    String first = issue(here, ALICE, NONE).token();
    assertThat(there.verify(first)).isNotNull();
    String second = issue(here, ALICE, NONE).token();

    assertThatThrownBy(() -> here.verify(first)).isInstanceOf(NotAuthenticated.class);
    assertThat(there.verify(first)).isNotNull();
    cluster.clock().advance(Duration.ofSeconds(2));
    assertThatThrownBy(() -> there.verify(first)).isInstanceOf(NotAuthenticated.class);

    String third = issue(here, ALICE, NONE).token();
    assertThat(there.verify(third)).isNotNull();
    assertThatThrownBy(() -> there.verify(second)).isInstanceOf(NotAuthenticated.class);
  }

  @Test
  void ofSimultaneousLoginsExactlyOneWins() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    Callable<String> login = () -> issue(tokens, ALICE, NONE).token();
    List<Future<String>> logins =
        pool.invokeAll(IntStream.range(0, 40).mapToObj(i -> login).toList());
    pool.shutdown();

    int good = 0;
    for (Future<String> token : logins) {
      good += isGood(token.get()) ? 1 : 0;
    }
    assertThat(good).isEqualTo(1);
  }

  @Test
  void aTokenHidesInText() {
    IssuedToken issued = issue(tokens, ALICE, NONE);

    assertThat(issued.toString()).doesNotContain(issued.token());
  }

  private boolean isGood(String token) {
    try {
      return tokens.verify(token) != null;
    } catch (NotAuthenticated e) {
      return false;
    }
  }

  private void refused(String token) {
    assertThatThrownBy(() -> tokens.verify(token)).isInstanceOf(NotAuthenticated.class);
  }

  private static String base64(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String[] concat(String[] some, String... more) {
    return IntStream.range(0, some.length + more.length)
        .mapToObj(i -> i < some.length ? some[i] : more[i - some.length])
        .toArray(String[]::new);
  }
}
