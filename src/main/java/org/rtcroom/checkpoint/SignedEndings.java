package org.rtcroom.checkpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.rtcroom.chain.Endings;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Lease;

/**
 * Signs what was ended for good, and stores it for the file outside. No checkpoint is signed
 * meanwhile: the document stands before the next one, and whatever database has that one has the
 * document.
 */
@ApplicationScoped
class SignedEndings implements Endings {

  @Inject ActSigner signer;
  @Inject Clock clock;

  @Override
  public void erased(Connection connection, String chain, List<Long> lines) {
    store(
        new Jdbc(connection),
        Map.of("chain", chain, "lines", List.copyOf(lines), "time", clock.millis()));
  }

  @Override
  public void keyRevoked(Connection connection, String keyId) {
    store(new Jdbc(connection), Map.of("apiKey", keyId, "time", clock.millis()));
  }

  private void store(Jdbc jdbc, Map<String, ?> fields) {
    Lease.CHECKPOINT.block(jdbc);
    long next = CheckpointRows.lastNumber(jdbc) + 1;
    EndingRows.insert(jdbc, KeyDocument.ended(next, fields, signer.signingKey(jdbc)));
  }
}
