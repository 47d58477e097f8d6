package org.rtcroom.tencent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.Keys;
import org.rtcroom.identity.NoRevocations;
import org.rtcroom.identity.UserSigs;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.ThrottledLog;
import org.rtcroom.outgoing.PeerClients;
import org.rtcroom.settings.Settings;

/** The code under test, put together without a container, beside a {@link FakeTencent}. */
final class Desk implements AutoCloseable {

  static final String API_KEY = "api-key-for-tests";
  static final String SECRET_KEY = "shared-secret-for-tests";

  final FakeTencent cloud;
  final ImRest im;
  final LiveApi live;
  final UserSigs userSigs;
  private final PeerClients clients;

  /** With the given settings besides the usual ones. */
  Desk(Path home, Map<String, String> more) throws IOException {
    Clock clock = Clock.systemUTC();
    MonotonicClock stopwatch = System::nanoTime;
    Map<String, String> values = new HashMap<>();
    values.put("roomservice.home", home.toString());
    values.put("roomservice.im.enabled", "true");
    values.put("roomservice.im.timeout", "3s");
    values.put("roomservice.im.secret-key", SECRET_KEY);
    values.put("roomservice.im.issue", "v1");
    values.put("roomservice.live.api-enabled", "true");
    values.put("roomservice.live.api-timeout", "3s");
    values.put("roomservice.live.app-id", "1252000001");
    values.put("roomservice.live.api-key", API_KEY);
    values.putAll(more);
    Keys keys = new Keys(Settings.of(values));
    String pem = Files.readString(home.resolve("keys").resolve("im-public.pem"));
    cloud =
        new FakeTencent(
            0,
            new FakeTencent.Account(
                "1400000000", "administrator", pem, SECRET_KEY, "1252000001", API_KEY));
    values.putIfAbsent("roomservice.im.base-url", cloud.base().toString());
    values.putIfAbsent("roomservice.live.api-base-url", cloud.base().toString());
    Settings settings = Settings.of(values);
    IdentitySettings identity = new IdentitySettings(settings);
    TencentSettings tencent = new TencentSettings(settings);
    userSigs = new UserSigs(identity, keys, NoRevocations.at(identity, clock), clock);
    clients = new PeerClients(settings, stopwatch);
    ImCalls calls = new ImCalls(tencent, identity, userSigs, stopwatch, clients);
    im = new ImRest(tencent, calls, stopwatch, new ThrottledLog(stopwatch));
    live = new LiveApi(tencent, clock, clients);
  }

  @Override
  public void close() {
    clients.close();
    cloud.close();
  }
}
