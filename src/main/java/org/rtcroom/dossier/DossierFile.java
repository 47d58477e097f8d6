package org.rtcroom.dossier;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The ZIP of a dossier, and the SHA-256 of each entry written so far. */
final class DossierFile implements Closeable {

  private final ZipOutputStream zip;
  private final Map<String, String> hashes = new TreeMap<>();

  DossierFile(OutputStream out) {
    zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
  }

  /** Writes an entry; may close the stream. */
  interface EntryContent {
    void writeTo(OutputStream out) throws IOException;
  }

  void add(String name, EntryContent content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    DigestOutputStream entry = new DigestOutputStream(new EntryStream(zip), sha256());
    content.writeTo(entry);
    entry.flush();
    zip.closeEntry();
    hashes.put(name, HexFormat.of().formatHex(entry.getMessageDigest().digest()));
  }

  void add(String name, byte[] content) throws IOException {
    add(name, out -> out.write(content));
  }

  /** The SHA-256 of the entries so far, by name, in lower-case hexadecimal. */
  Map<String, String> hashes() {
    return hashes;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The end of an entry is not the end of the file. */
  private static final class EntryStream extends FilterOutputStream {

    EntryStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
