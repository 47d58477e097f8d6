package org.rtcroom.dossier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
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

  /** A wrong setting stops the start, not the first dossier. */
  void readAtStart(
      @Observes @Initialized(ApplicationScoped.class) Object start, Settings settings) {
    DossierSettings.read(settings);
  }
}
