package org.rtcroom.audit.dossier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.rtcroom.settings.Settings;

/** Reads the settings once and makes them injectable. */
@ApplicationScoped
class DossierSettingsSource {

  @Produces
  @Singleton
  DossierSettings dossierSettings(Settings settings) {
    return DossierSettings.read(settings);
  }
}
