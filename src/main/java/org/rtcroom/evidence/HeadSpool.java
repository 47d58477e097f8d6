package org.rtcroom.evidence;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The heads as they were at one time, kept in a temporary file while the rest is read: a chain that
 * goes on meanwhile is read up to where its head stood.
 */
final class HeadSpool implements Closeable {

  private final Path file;

  /** Reads all heads. */
  HeadSpool(RecordSource<HeadRecord> heads) throws IOException {
    file = Files.createTempFile("heads", ".spool");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (HeadRecord head = heads.next(); head != null; head = heads.next()) {
        write(out, head);
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static void write(DataOutputStream out, HeadRecord head) throws IOException {
    out.writeUTF(head.chain());
    out.writeBoolean(head.session());
    out.writeByte(head.columns().size());
    for (Map.Entry<String, Object> column : head.columns().entrySet()) {
      out.writeUTF(column.getKey());
      boolean number = column.getValue() instanceof Long;
      out.writeBoolean(number);
      if (number) {
        out.writeLong((Long) column.getValue());
      } else {
        out.writeUTF((String) column.getValue());
      }
    }
  }

  /** The heads, by chain. May be opened more than once. */
  RecordSource<HeadRecord> open() throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    return new RecordSource<>() {
      @Override
      public @Nullable HeadRecord next() throws IOException {
        return read(in);
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }

  private static @Nullable HeadRecord read(DataInputStream in) throws IOException {
    String chain;
    try {
      chain = in.readUTF();
    } catch (EOFException e) {
      return null;
    }
    boolean session = in.readBoolean();
    Map<String, Object> columns = new LinkedHashMap<>();
    for (int left = in.readByte(); left > 0; left--) {
      String name = in.readUTF();
      columns.put(name, in.readBoolean() ? (Object) in.readLong() : in.readUTF());
    }
    return new HeadRecord(chain, session, columns);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
