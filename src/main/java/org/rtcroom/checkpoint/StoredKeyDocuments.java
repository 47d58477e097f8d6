package org.rtcroom.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rtcroom.database.Jdbc;

/** The documents about keys in the database, for a program that runs without a server. */
public final class StoredKeyDocuments {

  private StoredKeyDocuments() {}

  /** As lines of the copy outside the database, in the order they were made. */
  public static List<byte[]> lines(Jdbc jdbc) {
    return CheckpointKeyRows.documents(jdbc, 0).stream()
        .map(document -> document.line().getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
