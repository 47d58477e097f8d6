package org.rtcroom.witness;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import org.rtcroom.checkpoint.Witness;
import org.rtcroom.settings.Settings;

/** Makes the witness the settings name. */
@ApplicationScoped
class WitnessSource {

  @Resource ManagedExecutorService threads;

  @Produces
  @Singleton
  Witness witness(Settings settings) {
    WitnessSettings chosen = WitnessSettings.read(settings);
    return switch (chosen.sort()) {
      case NONE -> new NoWitness();
      case FILE -> new FileWitness(chosen.file().orElse(Path.of("")));
      case URL -> new UrlWitness(exchange(chosen));
      case TSA -> new TimeStampAuthority(exchange(chosen));
    };
  }

  private HttpExchange exchange(WitnessSettings chosen) {
    return new HttpExchange(chosen.url().orElse(URI.create("")), chosen.timeout(), threads);
  }
}
