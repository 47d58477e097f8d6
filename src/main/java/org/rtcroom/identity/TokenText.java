package org.rtcroom.identity;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.UnsupportedJwtException;
import java.security.Key;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.rtcroom.kernel.IllegalId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.settings.Mode;

/**
 * Writes and reads tokens: JWTs signed with HMAC-SHA256. Their header names the key ({@code kid});
 * tokens of before it did are tried with every key. Whether a token has expired is not judged here.
 */
@SuppressWarnings("JavaUtilDate") // the JWT library speaks Date
final class TokenText {

  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final int LONGEST = 2048;
  private static final String KEY_ID = "kid";
  private static final String GENERATION = "gen";
  private static final String EPOCH = "epoch";
  private static final String PLATFORM = "platform";
  private static final String DEMO = "demo";

  private final TokenKey current;
  private final String application;
  private final boolean demo;
  private final List<JwtParser> parsers;

  /**
   * @param keys the first signs, all verify
   */
  TokenText(IdentitySettings settings, List<TokenKey> keys) {
    this.current = keys.get(0);
    this.application = String.valueOf(settings.sdkAppId());
    this.demo = settings.mode() == Mode.DEMO;
    this.parsers = keys.stream().map(this::parser).toList();
  }

  /** For its clock no token has expired. */
  private JwtParser parser(TokenKey key) {
    return Jwts.parser()
        .keyLocator(header -> forThat(key, header))
        .requireAudience(application)
        .clock(() -> Date.from(Instant.EPOCH))
        .build();
  }

  private static Key forThat(TokenKey key, Header header) {
    Object named = header.get(KEY_ID);
    if (named != null && !named.equals(key.id())) {
      throw new UnsupportedJwtException("signed with another key");
    }
    return key.key();
  }

  String write(TokenClaims claims) {
    Caller caller = claims.caller();
    JwtBuilder token =
        Jwts.builder()
            .header()
            .keyId(current.id())
            .and()
            .id(caller.tokenId())
            .subject(caller.userId().value())
            .audience()
            .add(application)
            .and()
            .expiration(Date.from(caller.expires()))
            .claim(GENERATION, claims.generation());
    if (claims.epoch() > 0) {
      token.claim(EPOCH, claims.epoch());
    }
    caller.platform().ifPresent(platform -> token.claim(PLATFORM, platform));
    if (demo) {
      token.claim(DEMO, true);
    }
    return token.signWith(current.key(), Jwts.SIG.HS256).compact();
  }

  /**
   * The statements of a token, its signature checked.
   *
   * @throws NotAuthenticated if it is no token of ours
   */
  TokenClaims read(String token) {
    if (token.length() > LONGEST || !FORM.matcher(token).matches() || !canonical(token)) {
      throw notOurs();
    }
    return parsers.stream()
        .flatMap(parser -> read(parser, token).stream())
        .findFirst()
        .orElseThrow(TokenText::notOurs);
  }

  private Optional<TokenClaims> read(JwtParser parser, String token) {
    try {
      return Optional.of(claims(parser.parseSignedClaims(token)));
    } catch (JwtException | IllegalArgumentException | IllegalId e) {
      return Optional.empty();
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
    Long epoch = claims.get(EPOCH, Long.class);
    return new TokenClaims(caller, generation, epoch == null ? 0 : epoch);
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
    return new NotAuthenticated("the token is not ours or was changed");
  }
}
