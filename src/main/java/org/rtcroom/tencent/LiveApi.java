package org.rtcroom.tencent;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.outgoing.PeerClients;
import org.rtcroom.stream.LivePlatform;
import org.rtcroom.stream.MixAnswer;
import org.rtcroom.stream.MixRequest;
import org.rtcroom.stream.StreamName;
import org.rtcroom.stream.StreamState;

/**
 * Tencent's live API of the 2.0 generation: {@code /common_access}, signed by MD5 over the API key
 * and the moment the signature ends.
 *
 * <p>Sources: Tencent's documents 267/7226 and 267/9579.
 */
@Unproxied
public class LiveApi implements LivePlatform {

  private static final String STATE = "Live_Channel_GetStatus";
  private static final String MIX = "mix_streamv2.start_mix_stream_advanced";

  /** How long a signature is good; also how far clocks may differ. */
  private static final long GOOD_SECONDS = 300;

  private final TencentSettings settings;
  private final Clock clock;
  private final JsonService service;

  @Inject
  LiveApi(TencentSettings settings, Clock clock, PeerClients clients) {
    this.settings = settings;
    this.clock = clock;
    this.service = new JsonService(settings.live().baseUrl(), clients.forPeer());
  }

  @Override
  public boolean enabled() {
    return settings.live().enabled();
  }

  @Override
  public CompletionStage<StreamState> state(StreamName stream) {
    Map<String, String> query = signed(STATE);
    query.put("Param.s.channel_id", stream.value());
    return exchange(STATE, query, Optional.empty()).thenApply(LiveAnswers::streamState);
  }

  @Override
  public CompletionStage<MixAnswer> mix(MixRequest request) {
    long now = clock.instant().getEpochSecond();
    JsonObject body = MixBody.of(request, account().appId(), MIX, now);
    return exchange(MIX, signed(MIX), Optional.of(body)).thenApply(LiveAnswers::mixAnswer);
  }

  private CompletionStage<JsonObject> exchange(
      String operation, Map<String, String> query, Optional<JsonObject> body) {
    return service.call(operation, "/common_access", query, body, settings.live().timeout());
  }

  private Map<String, String> signed(String operation) {
    String ends = String.valueOf(clock.instant().getEpochSecond() + GOOD_SECONDS);
    Map<String, String> query = new LinkedHashMap<>();
    query.put("appid", account().appId());
    query.put("interface", operation);
    query.put("t", ends);
    query.put("sign", md5(account().apiKey().value() + ends));
    return query;
  }

  private TencentSettings.Account account() {
    return settings
        .live()
        .account()
        .orElseThrow(() -> new IllegalStateException("the live API is not enabled"));
  }

  private static String md5(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
