package org.rtcroom.outgoing;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.settings.Settings;

/** Makes the {@link PeerClient} of each peer, with threads of the server, and closes them. */
@Unproxied
public class PeerClients {

  private final List<PeerClient> made = new CopyOnWriteArrayList<>();
  private final OutgoingSettings settings;
  private final MonotonicClock stopwatch;
  private final HttpClient http;

  @Nullable @Resource ManagedThreadFactory managedThreads;

  @Inject
  public PeerClients(Settings settings, MonotonicClock stopwatch) {
    this.settings = OutgoingSettings.read(settings);
    this.stopwatch = stopwatch;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER);
    this.settings.proxy().map(ProxySelector::of).ifPresent(builder::proxy);
    this.http = builder.build();
  }

  /** A client for one more peer, with a bulkhead of its own. */
  public PeerClient forPeer() {
    PeerClient client = new PeerClient(http, settings.bulkhead(), threads(), stopwatch);
    made.add(client);
    return client;
  }

  /** Outside a server there are only plain threads. */
  private ThreadFactory threads() {
    ThreadFactory managed = managedThreads;
    return managed == null ? Executors.defaultThreadFactory() : managed;
  }

  @PreDestroy
  public void close() {
    made.forEach(PeerClient::close);
  }
}
