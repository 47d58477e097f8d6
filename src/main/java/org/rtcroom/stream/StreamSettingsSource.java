package org.rtcroom.stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.rtcroom.settings.Settings;

/** Reads the {@link StreamSettings} once and makes them injectable. */
@ApplicationScoped
public class StreamSettingsSource {

  private static final Logger LOG = System.getLogger(StreamSettingsSource.class.getName());

  @Produces
  @Singleton
  public StreamSettings streamSettings(Settings settings) {
    StreamSettings read = StreamSettings.read(settings);
    if (read.playKey().equals(read.pushKey())) {
      LOG.log(
          Level.WARNING,
          "roomservice.live.play-key equals push-key: every viewer of a stream holds a signature"
              + " that is good for publishing over it");
    }
    return read;
  }
}
