package org.rtcroom.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rtcroom.verifier.archive.Unusable;

/** A full export in a ZIP or a folder: checkpoint-format.md, "An export". */
public final class ZipEvidence implements Evidence {

  /** The entries, in their order. */
  public static final List<String> ENTRIES =
      List.of(
          "export.json",
          "export.sig",
          "checkpoints.ndjson",
          "receipts.ndjson",
          "leaves.ndjson",
          "rows.ndjson",
          "heads.ndjson",
          "leaves-by-chain.ndjson",
          "tombstones.ndjson",
          "lines.ndjson");

  private static final String DOMAIN = "rtcroom.export";

  /** Bytes of what is read whole. */
  private static final int LONGEST = 1 << 16;

  private final Bundle bundle;

  /**
   * Looks through the file.
   *
   * @throws Unusable naming what is wrong, if it is no export that can only be read in one way
   */
  public ZipEvidence(Path file) throws IOException {
    this(Bundle.of(file));
  }

  ZipEvidence(Bundle bundle) {
    this.bundle = bundle;
  }

  @Override
  public Optional<String> repacked() {
    return bundle.repacked();
  }

  @Override
  public About about() throws IOException {
    try {
      return About.of(Json.canonical(whole("export.json")));
    } catch (BadJson e) {
      throw new Unusable("export.json: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<Seal> seal() throws IOException {
    try {
      return Optional.of(Seal.of(DOMAIN, whole("export.json"), whole("export.sig")));
    } catch (BadJson e) {
      throw new Unusable("export.sig: " + e.getMessage(), e);
    }
  }

  private byte[] whole(String name) throws IOException {
    try (InputStream in = entry(name)) {
      byte[] bytes = in.readNBytes(LONGEST);
      if (in.read() >= 0) {
        throw new Unusable(name + " is longer than it can be");
      }
      return bytes;
    }
  }

  @Override
  public Source<byte[]> checkpoints() throws IOException {
    return Lines.entries("checkpoints.ndjson", entry("checkpoints.ndjson"));
  }

  @Override
  public Source<Receipt> receipts() throws IOException {
    return series("receipts.ndjson", json -> Receipt.of(json.only(RecordNames.RECEIPT)));
  }

  @Override
  public Source<Leaf> leaves() throws IOException {
    return series("leaves.ndjson", json -> Leaf.of(json.only(RecordNames.LEAF)));
  }

  @Override
  public Source<Row> rows() throws IOException {
    return series("rows.ndjson", json -> Row.of(RecordNames.row(json)));
  }

  @Override
  public Source<Head> heads() throws IOException {
    return series("heads.ndjson", json -> Head.of(RecordNames.head(json)));
  }

  @Override
  public Source<Leaf> leavesByChain() throws IOException {
    return series("leaves-by-chain.ndjson", json -> Leaf.of(json.only(RecordNames.LEAF)));
  }

  @Override
  public Source<Tombstone> tombstones() throws IOException {
    return series("tombstones.ndjson", json -> Tombstone.of(json.only(RecordNames.TOMBSTONE)));
  }

  @Override
  public Source<Line> lines() throws IOException {
    return ReadAhead.of(series("lines.ndjson", json -> Line.of(json.only(RecordNames.LINE))));
  }

  private <T> Ndjson<T> series(String name, Function<JsonObject, T> reader) throws IOException {
    return Ndjson.ofObjects(name, entry(name), reader);
  }

  private InputStream entry(String name) throws IOException {
    return bundle.open(name);
  }
}
