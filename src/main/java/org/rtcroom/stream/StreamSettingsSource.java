package org.rtcroom.stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.rtcroom.settings.Settings;

/** Reads the {@link StreamSettings} once, at the start, and makes them injectable. */
@ApplicationScoped
public class StreamSettingsSource {

  private static final Logger LOG = System.getLogger(StreamSettingsSource.class.getName());

  @Produces
  @Singleton
  public StreamSettings streamSettings(Settings settings) {
    return StreamSettings.read(settings);
  }

  /** Has them read before the first request, so that a bad setting stops the start. */
  void readAtStart(@Observes Startup event, StreamSettings settings) {
    LOG.log(
        Level.INFO,
        "keys of push URLs, the first signs: {0}; of play URLs: {1}",
        settings.pushKeys().map(key -> key.id("push")).toList(),
        settings.playKey().id("play"));
    if (settings.playKey().equals(settings.pushKey())) {
      LOG.log(
          Level.WARNING,
          "roomservice.live.play-key equals push-key: every viewer of a stream holds a signature"
              + " that is good for publishing over it");
    }
  }
}
