package org.rtcroom.tencent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.rtcroom.settings.Settings;

/** Reads the {@link TencentSettings} once and makes them injectable. */
@ApplicationScoped
public class TencentSettingsSource {

  @Produces
  @Singleton
  public TencentSettings tencentSettings(Settings settings) {
    return TencentSettings.read(settings);
  }
}
