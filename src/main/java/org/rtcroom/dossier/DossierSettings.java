package org.rtcroom.dossier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.rtcroom.settings.Settings;

/** Reads the settings of dossiers once and makes them injectable. */
@ApplicationScoped
class DossierSettings {

  @Produces
  @Singleton
  Times times(Settings settings) {
    return Times.read(settings);
  }

  @Produces
  @Singleton
  RareFont rareFont(Settings settings) {
    return RareFont.read(settings);
  }

  /** A wrong setting stops the start, not the first dossier. */
  void readAtStart(
      @Observes @Initialized(ApplicationScoped.class) Object start, Settings settings) {
    Times.read(settings);
    RareFont.read(settings);
  }
}
