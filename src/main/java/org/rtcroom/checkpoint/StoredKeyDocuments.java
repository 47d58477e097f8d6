package org.rtcroom.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rtcroom.database.Jdbc;

/** The documents about keys in the database, for a program that runs without a server. */
public final class StoredKeyDocuments {

  private StoredKeyDocuments() {}

  /** As lines of the copy outside the database, in the order they were made. */
  public static List<byte[]> lines(Jdbc jdbc) {
    return jdbc.list(
        row ->
            new KeyDocument(
                    KeyDocument.DocumentKind.valueOf(row.getString(1)),
                    row.getLong(2),
                    row.getString(3),
                    row.getBytes(4),
                    row.getBytes(5),
                    row.getBytes(6))
                .line()
                .getBytes(StandardCharsets.UTF_8),
        "select kind, number, key_id, document, first_signature, second_signature"
            + " from key_document order by place");
  }
}
