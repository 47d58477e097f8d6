package org.rtcroom.witness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import org.rtcroom.checkpoint.Witness;
import org.rtcroom.outgoing.PeerClients;
import org.rtcroom.settings.Settings;

/** Makes the witness the settings name. */
@ApplicationScoped
class WitnessSource {

  @Produces
  @Singleton
  Witness witness(Settings settings, PeerClients clients) {
    WitnessSettings chosen = WitnessSettings.read(settings);
    return switch (chosen.sort()) {
      case NONE -> new NoWitness();
      case FILE -> new FileWitness(chosen.file().orElse(Path.of("")));
      case URL -> host(chosen, clients);
      case TSA -> new TimeStampAuthority(host(chosen, clients), chosen.certificates());
    };
  }

  private static UrlWitness host(WitnessSettings chosen, PeerClients clients) {
    URI address = chosen.url().orElse(URI.create(""));
    return new UrlWitness(address, chosen.timeout(), clients.forPeer());
  }
}
