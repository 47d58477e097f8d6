package org.rtcroom.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Verifies a dossier: checkpoint-format.md, "A dossier". Reads it twice: first what vouches for it,
 * then the lines.
 */
public final class Dossier {

  /** The entries, in their order. */
  public static final List<String> ENTRIES =
      List.of(
          "events.json",
          "timeline.html",
          "dossier.pdf",
          "checkpoints.json",
          "manifest.json",
          "manifest.sig");

  private static final String DOMAIN = "rtcroom.dossier";

  /** Bytes of what is read whole. */
  private static final int LONGEST = 64 << 20;

  private final Bundle bundle;
  private final Key key;
  private final Tally tally = new Tally();
  private final Findings findings = new Findings();
  private final Map<String, byte[]> small = new HashMap<>();
  private final Map<String, String> hashes = new HashMap<>();

  /**
   * Looks through the file.
   *
   * @throws Unusable naming what is wrong, if it is no dossier that can only be read in one way
   */
  public Dossier(Path file, Key key) throws IOException {
    this(Bundle.of(file), key);
  }

  Dossier(Bundle bundle, Key key) {
    this.bundle = bundle;
    this.key = key;
  }

  /**
   * Verifies and reports.
   *
   * @throws IOException if it cannot be read; {@link Unusable} if it is not what it should be
   */
  public Report run() throws IOException {
    try {
      readAll();
      judge();
    } catch (BadJson e) {
      throw new Unusable("the dossier: " + e.getMessage(), e);
    }
    return new Report(findings.none(), tally.counts(), findings.kept(), findings.counts());
  }

  private void readAll() throws IOException {
    bundle.repacked().ifPresent(how -> findings.add(Finding.Kind.PACKED_ANEW, "file", how));
    for (String name : ENTRIES) {
      MessageDigest digest = Sha256.digest();
      try (InputStream digested = new DigestInputStream(bundle.open(name), digest)) {
        boolean read = ENTRIES.indexOf(name) > 2;
        if (read) {
          small.put(name, digested.readNBytes(LONGEST));
        }
        digested.transferTo(OutputStream.nullOutputStream());
      }
      hashes.put(name, Bytes.hex(digest.digest()));
    }
  }

  private void judge() throws IOException {
    JsonObject checkpoints = Json.object(entry("checkpoints.json"));
    List<byte[]> entries = new ArrayList<>();
    for (JsonObject each : checkpoints.objects("checkpoints")) {
      entries.add(Bytes.utf8(JsonText.of(each)));
    }
    OutsideCopy.KeyEvents documents = OutsideCopy.keyEvents(source(entries), findings);
    KeyHistory keys = new KeyHistory(key, documents, findings);
    new Restores(documents.restores(), AcceptedRestores.ALL, keys, findings).tellSigned();
    checkManifest(keys);
    Covered covered = new Covered();
    List<Leaf> leaves =
        new Proofs(keys, findings, tally, covered).leaves(source(entries), checkpoints);
    String session = Json.object(entry("manifest.json")).text("session");
    DossierLines lines = new DossierLines(session, keys, findings, tally, covered);
    try (InputStream events = bundle.open("events.json")) {
      lines.check(events, leaves);
    }
  }

  private void checkManifest(KeyHistory keys) {
    byte[] manifestBytes = small.getOrDefault("manifest.json", new byte[0]);
    if (!keys.signed(Seal.of(DOMAIN, manifestBytes, entry("manifest.sig")))) {
      findings.add(
          Finding.Kind.MANIFEST_FORGED, "manifest.json", "no key that is trusted signed it");
    }
    JsonObject manifest = Json.object(entry("manifest.json"));
    if (!manifest.text("mode").equals("production")) {
      findings.add(Finding.Kind.DEMO, "manifest.json", "made in mode " + manifest.text("mode"));
    }
    JsonObject listed = manifest.object("entries");
    for (String name : ENTRIES.subList(0, 4)) {
      if (!listed.text(name).equals(hashes.get(name))) {
        findings.add(Finding.Kind.ENTRY_CHANGED, name, "it is not what the manifest names");
      }
    }
  }

  private byte[] entry(String name) {
    byte[] bytes = small.getOrDefault(name, new byte[0]);
    return Lines.withoutEnd(bytes);
  }

  private static Source<byte[]> source(List<byte[]> entries) {
    return new Listed<>(entries);
  }
}
