package org.rtcroom.dossier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.chain.AuditLine;
import org.rtcroom.checkpoint.CheckpointKeys;
import org.rtcroom.checkpoint.StoredCopy;
import org.rtcroom.evidence.HeadRecord;
import org.rtcroom.evidence.SessionReader;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.settings.NodeName;
import org.rtcroom.settings.Settings;

/** Dossiers of sessions in a database that no server runs on, without refusals and unprinted. */
public final class StoredDossiers {

  private final Dossiers dossiers = new Dossiers();

  public StoredDossiers(SessionReader sessions, CheckpointKeys keys, Clock clock) {
    dossiers.sessions = sessions;
    dossiers.keys = keys;
    dossiers.clock = clock;
    dossiers.times = new Times(Optional.empty());
    dossiers.node = new NodeName(Settings.of(Map.of("roomservice.node", "node1")));
    dossiers.refusals =
        new RefusalSearch() {
          @Override
          List<AuditLine> of(HeadRecord head, Collection<Participant> users) {
            return List.of();
          }
        };
    dossiers.renderLimit =
        new RenderLimit() {
          @Override
          void print(Document document, long most, OutputStream out) {}
        };
    dossiers.copy =
        new StoredCopy() {
          @Override
          public String mode() {
            return "demo";
          }
        };
  }

  public void write(String session, Path file) throws IOException {
    try (InputStream dossier = dossiers.make(new SessionId(session)).orElseThrow()) {
      Files.copy(dossier, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
