package org.rtcroom.verifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** A dossier of one session of a {@link History}. */
final class SampleDossier {

  final List<Map<String, Object>> proofs = new ArrayList<>();
  final List<Map<String, Object>> witness = new ArrayList<>();
  final List<Map<String, Object>> missing = new ArrayList<>();
  Signer signer;
  String mode = "production";
  String html = "<p>ann and bob met";

  /** Whether the manifest is of the page as it was. */
  boolean sealed;

  @Nullable String events;

  /** Up to which line the head says that checkpoints cover the session. */
  long covered;

  /** When it is made, milliseconds since 1970. */
  long made;

  private final History history;
  private final Recorded session;

  SampleDossier(History history, Recorded session) {
    this.history = history;
    this.session = session;
    signer = history.signer;
    covered = session.covered;
    made = history.clock;
    for (long number = 0; number < history.checkpoints.size(); number++) {
      prove(number);
    }
  }

  private void prove(long number) {
    List<String> leaves =
        history.leaves.stream()
            .filter(leaf -> Got.value(leaf, "number").equals(number))
            .map(leaf -> Got.text(leaf, "leaf"))
            .toList();
    List<byte[]> bytes = leaves.stream().map(Bytes::utf8).toList();
    for (int index = 0; index < leaves.size(); index++) {
      if (leaves.get(index).contains(session.id)) {
        proofs.add(
            History.fields(
                "number",
                number,
                "leaf",
                leaves.get(index),
                "index",
                (long) index,
                "size",
                (long) leaves.size(),
                "path",
                MerkleProof.path(bytes, index).stream().map(Bytes::hex).toList()));
      }
    }
  }

  /** An answer of the witness to a checkpoint. */
  Map<String, Object> answered(int number, String sort, byte[] answer) {
    Map<String, Object> receipt = history.receipt(number, sort, answer);
    witness.add(receipt);
    return receipt;
  }

  void writeTo(Path file) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("events.json", events == null ? events() : events);
    entries.put("timeline.html", html);
    entries.put("dossier.pdf", "%PDF");
    entries.put(
        "checkpoints.json",
        Written.inOrder(
            History.fields(
                "checkpoints",
                history.checkpoints,
                "proofs",
                proofs,
                "witness",
                witness,
                "missing",
                missing)));
    Map<String, Object> hashes = new TreeMap<>();
    entries.forEach((name, text) -> hashes.put(name, Bytes.hex(Sha256.of(Bytes.utf8(text)))));
    if (sealed) {
      hashes.put("timeline.html", "00".repeat(32));
    }
    String manifest =
        Written.inOrder(
            History.fields(
                "format",
                1L,
                "session",
                session.id,
                "time",
                made,
                "mode",
                mode,
                "entries",
                hashes));
    entries.put("manifest.json", manifest);
    entries.put(
        "manifest.sig",
        Written.inOrder(
            History.fields(
                "key", signer.key.id(),
                "publicKey", signer.publicHex(),
                "signature", signer.signHex("rtcroom.dossier", manifest))));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private String events() {
    String lines = session.lines.stream().map(Written::inOrder).collect(Collectors.joining(","));
    Map<String, Object> head = session.wholeHead();
    head.put("covered_seq", covered);
    return "{\"head\":" + Written.inOrder(head) + ",\"lines\":[" + lines + "]}";
  }
}
