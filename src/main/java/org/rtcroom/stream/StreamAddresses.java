package org.rtcroom.stream;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.settings.Secret;

/**
 * Issues the addresses streams are published to and watched at, and recognises the ones it issued.
 * Keeps no memory of them. Thread-safe.
 *
 * <p>Play URLs have a key of their own: signed with the push key, every one of them would let its
 * holder publish over the stream.
 */
@Unproxied
public class StreamAddresses {

  private static final Pattern TX_TIME = Pattern.compile("&txTime=([0-9A-F]{1,10})$");
  private static final Pattern SCHEME = Pattern.compile("(?:rtmps?|https?|webrtc)://[^/?#]+/.*");
  private static final int LONGEST = 2048;

  /** So often in their validity play addresses of a stream are issued anew. */
  private static final int STEPS = 12;

  private final StreamSettings settings;
  private final StreamNames names;

  @Inject
  public StreamAddresses(StreamSettings settings) {
    this.settings = settings;
    this.names = new StreamNames(settings);
  }

  /**
   * A new address for a user to publish to, with a stream name of its own.
   *
   * @param roomId the only room it is good in; absent: good in any room
   * @param atMost how long it is good, unless the settings of all streams say less
   */
  public PushUrl pushUrl(Optional<String> roomId, String userId, Instant now, Duration atMost) {
    return pushUrl(names.fresh(roomId, userId), now, atMost);
  }

  /**
   * The address of a stream that a user publishes already, with a new end.
   *
   * @return empty if the stream was not named by this service for this user, for this room or for
   *     any
   */
  public Optional<PushUrl> renewed(
      StreamName stream, String roomId, String userId, Instant now, Duration atMost) {
    return candidates(stream, roomId, userId)
        .filter(stream::equals)
        .findFirst()
        .map(own -> pushUrl(own, now, atMost));
  }

  private PushUrl pushUrl(StreamName stream, Instant now, Duration atMost) {
    Duration valid = shorter(settings.pushUrlValidTime(), atMost);
    String txTime = UrlSignature.txTime(now.plus(valid));
    return new PushUrl(written(stream, txTime, settings.pushKey()), stream);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * Whether this very text was issued to this user, for this room or for any. An address past its
   * time still counts: whether it may publish is up to the platform.
   */
  public boolean issued(String pushUrl, String roomId, String userId) {
    Matcher txTime = TX_TIME.matcher(pushUrl);
    return txTime.find()
        && streamNameOf(pushUrl).stream()
            .flatMap(claimed -> candidates(claimed, roomId, userId))
            .anyMatch(stream -> writtenHere(pushUrl, stream, txTime.group(1)));
  }

  /**
   * The address a member wants to publish to, if it is good: issued to it for this room, or, where
   * {@code roomservice.stream.accept-foreign-push-urls} is set, any that names a stream.
   */
  public Optional<PushUrl> accepted(String pushUrl, String roomId, String userId) {
    boolean foreign = settings.acceptForeignPushUrls() && SCHEME.matcher(pushUrl).matches();
    if (!foreign && !issued(pushUrl, roomId, userId)) {
      return Optional.empty();
    }
    return streamNameOf(pushUrl).map(stream -> new PushUrl(pushUrl, stream));
  }

  /**
   * The stream name in an address, cut out as clients do it: up to {@code ?}, after the last {@code
   * /}, up to the first {@code .}. Absent if nothing is left that can be one, or the address is
   * longer than 2048 characters.
   */
  public Optional<StreamName> streamNameOf(String pushUrl) {
    if (pushUrl.length() > LONGEST) {
      return Optional.empty();
    }
    String path = upTo('?', pushUrl);
    String name = upTo('.', path.substring(path.lastIndexOf('/') + 1));
    return Optional.of(name).filter(StreamName::legal).map(StreamName::new);
  }

  /**
   * When play addresses end that are issued now. Those of one stream stay the same for a twelfth of
   * their validity, so that they can be kept, and end up to that much sooner.
   *
   * @param atMost how long they are good, unless the settings of all streams say less
   */
  public Instant playEnd(Instant now, Duration atMost) {
    Duration valid = shorter(settings.playUrlValidTime(), atMost);
    long step = Math.max(1, valid.toSeconds() / STEPS);
    return Instant.ofEpochSecond(now.getEpochSecond() / step * step).plus(valid);
  }

  /** The low-latency address for members, signed, until {@link #playEnd}. */
  public PlayUrl accelerated(StreamName stream, Instant end) {
    String txTime = UrlSignature.txTime(end);
    String query = UrlSignature.query(settings.bizId(), settings.playKey(), stream, txTime);
    return new PlayUrl(rtmp(stream).value() + "?" + query);
  }

  /** The address viewers watch the mixed picture at: that of the stream that carries the mix. */
  public PlayUrl mixed(StreamName stream) {
    return flv(stream);
  }

  /** FLV over HTTP, unsigned. */
  public PlayUrl flv(StreamName stream) {
    return new PlayUrl(web(stream) + ".flv");
  }

  /** HLS, unsigned. */
  public PlayUrl hls(StreamName stream) {
    return new PlayUrl(web(stream) + ".m3u8");
  }

  /** RTMP, unsigned. */
  public PlayUrl rtmp(StreamName stream) {
    return new PlayUrl("rtmp://" + settings.playHost() + "/live/" + stream.value());
  }

  private Stream<StreamName> candidates(StreamName claimed, String roomId, String userId) {
    return Stream.of(Optional.of(roomId), Optional.<String>empty())
        .flatMap(room -> names.remade(claimed, room, userId).stream());
  }

  private boolean writtenHere(String pushUrl, StreamName stream, String txTime) {
    return settings.pushKeys().anyMatch(key -> equal(written(stream, txTime, key), pushUrl));
  }

  private String written(StreamName stream, String txTime, Secret key) {
    return "rtmp://"
        + settings.pushHost()
        + "/live/"
        + stream.value()
        + "?"
        + UrlSignature.query(settings.bizId(), key, stream, txTime);
  }

  private String web(StreamName stream) {
    String scheme = settings.playScheme().name().toLowerCase(Locale.ROOT);
    return scheme + "://" + settings.playHost() + "/live/" + stream.value();
  }

  /** An address without its query, which signs it. */
  static String withoutQuery(String address) {
    int query = address.indexOf('?');
    return query < 0 ? address : address.substring(0, query) + "?hidden";
  }

  private static String upTo(char end, String text) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }

  private static boolean equal(String expected, String found) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
  }
}
