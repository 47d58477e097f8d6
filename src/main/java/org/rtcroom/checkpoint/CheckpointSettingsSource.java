package org.rtcroom.checkpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.rtcroom.settings.Settings;

/** Reads settings and keys once and makes them injectable. */
@ApplicationScoped
class CheckpointSettingsSource {

  @Produces
  @Singleton
  CheckpointSettings checkpointSettings(Settings settings) {
    return CheckpointSettings.read(settings);
  }

  @Produces
  @Singleton
  CheckpointKeys checkpointKeys(Settings settings) {
    return CheckpointKeys.read(settings);
  }

  @Produces
  @Singleton
  NtpOffset ntpOffset(Settings settings, Clock clock) {
    return new NtpOffset(NtpSettings.read(settings), clock, NtpOffset.TIMEOUT);
  }

  @Produces
  @Singleton
  OutsideFile outsideFile(CheckpointSettings settings) {
    return new OutsideFile(settings.file());
  }
}
