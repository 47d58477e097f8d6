package org.rtcroom.identity;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import org.rtcroom.settings.Mode;

/** Writes and reads tokens: JWTs signed with HMAC-SHA256. */
@SuppressWarnings("JavaUtilDate") // the JWT library speaks Date
final class TokenText {

  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final int LONGEST = 2048;
  private static final String GENERATION = "gen";
  private static final String PLATFORM = "platform";
  private static final String DEMO = "demo";

  private final SecretKey key;
  private final String application;
  private final boolean demo;
  private final JwtParser parser;

  TokenText(IdentitySettings settings, SecretKey key, Clock clock) {
    this.key = key;
    this.application = String.valueOf(settings.sdkAppId());
    this.demo = settings.mode() == Mode.DEMO;
    this.parser =
        Jwts.parser()
            .verifyWith(key)
            .requireAudience(application)
            .clock(() -> Date.from(clock.instant()))
            .build();
  }

  String write(TokenClaims claims) {
    Caller caller = claims.caller();
    JwtBuilder token =
        Jwts.builder()
            .id(caller.tokenId())
            .subject(caller.userId().value())
            .audience()
            .add(application)
            .and()
            .expiration(Date.from(caller.expires()))
            .claim(GENERATION, claims.generation());
    caller.platform().ifPresent(platform -> token.claim(PLATFORM, platform));
    if (demo) {
      token.claim(DEMO, true);
    }
    return token.signWith(key, Jwts.SIG.HS256).compact();
  }

  /**
   * What a token says, its signature checked.
   *
   * @throws NotAuthenticated if it is no token of ours or has expired
   */
  TokenClaims read(String token) {
    if (token.length() > LONGEST || !FORM.matcher(token).matches() || !canonical(token)) {
      throw notOurs();
    }
    try {
      Jws<Claims> signed = parser.parseSignedClaims(token);
      return claims(signed);
    } catch (JwtException | IllegalArgumentException | IllegalId e) {
      throw notOurs();
    }
  }

  private TokenClaims claims(Jws<Claims> signed) {
    Claims claims = signed.getPayload();
    boolean ours = Jwts.SIG.HS256.getId().equals(signed.getHeader().getAlgorithm());
    boolean forAnotherMode = !demo && claims.containsKey(DEMO);
    Long generation = claims.get(GENERATION, Long.class);
    if (!ours || forAnotherMode || generation == null || !complete(claims)) {
      throw notOurs();
    }
    Optional<String> platform = Optional.ofNullable(claims.get(PLATFORM, String.class));
    Caller caller =
        new Caller(
            UserId.of(claims.getSubject()),
            platform,
            claims.getId(),
            claims.getExpiration().toInstant());
    return new TokenClaims(caller, generation);
  }

  private static boolean complete(Claims claims) {
    return claims.keySet().containsAll(Set.of(Claims.SUBJECT, Claims.ID, Claims.EXPIRATION));
  }

  /** Base64 has several texts for some bytes; only the one we write is taken. */
  private static boolean canonical(String token) {
    return DOT.splitAsStream(token).allMatch(TokenText::canonicalPart);
  }

  private static boolean canonicalPart(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static NotAuthenticated notOurs() {
    return new NotAuthenticated("the token is not ours, was changed or has expired");
  }
}
