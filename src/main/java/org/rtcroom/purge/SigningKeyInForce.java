package org.rtcroom.purge;

import java.util.Optional;
import org.rtcroom.checkpoint.SigningKey;
import org.rtcroom.database.Jdbc;
import org.rtcroom.settings.BadSetting;

/** A tombstone counts only if a trusted key signed it, and the one in force is. */
final class SigningKeyInForce {

  private SigningKeyInForce() {}

  /**
   * Looks which key is in force.
   *
   * @throws BadSetting if it is another one
   */
  static void require(Jdbc jdbc, SigningKey key) {
    Optional<String> last =
        jdbc.first(
            row -> row.getString(1),
            "select key_id from key_document where kind <> 'RESTORED' order by place desc limit 1");
    Optional<String> inForce =
        last.isPresent()
            ? last
            : jdbc.first(
                row -> row.getString(1),
                "select key_id from checkpoint order by number desc limit 1");
    if (inForce.filter(id -> !id.equals(key.id())).isPresent()) {
      throw BadSetting.value(
          "roomservice.audit.checkpoint-key-file", key.id(), "the key in force, " + inForce.get());
    }
  }
}
