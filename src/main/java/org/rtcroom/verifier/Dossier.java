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
import java.util.Optional;
import org.rtcroom.verifier.archive.Unusable;
import org.rtcroom.verifier.stamp.StampCertificates;

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

  /** While the service runs, it makes a checkpoint at least every hour. */
  private static final long OLD_MILLIS = 2 * 3_600_000;

  private final Bundle bundle;
  private final Key key;
  private final Optional<StampCertificates> trusted;
  private final Tally tally = new Tally();
  private final Findings findings = new Findings();
  private final Map<String, byte[]> small = new HashMap<>();
  private final Map<String, String> hashes = new HashMap<>();
  private String session = "";
  private long made;

  /**
   * A dossier in a file.
   *
   * @param key that was given from outside
   * @param trusted certificates of the time-stamp authority, given from outside
   * @throws Unusable naming what is wrong, if it is no dossier that can only be read in one way
   */
  public Dossier(Path file, Key key, Optional<StampCertificates> trusted) throws IOException {
    this(Bundle.of(file), key, trusted);
  }

  Dossier(Bundle bundle, Key key, Optional<StampCertificates> trusted) {
    this.bundle = bundle;
    this.key = key;
    this.trusted = trusted;
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

  /** The session it says it is about, once it has been verified. */
  String session() {
    return session;
  }

  /** When it says it was made, in milliseconds since 1970, once it has been verified. */
  long madeMillis() {
    return made;
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
    JsonObject manifest = Json.object(entry("manifest.json"));
    checkManifest(manifest, keys);
    Covered covered = new Covered();
    Proofs proofs = new Proofs(keys, findings, tally, covered);
    List<Leaf> leaves = proofs.leaves(source(entries), checkpoints);
    checkpoints.objects("missing").forEach(this::tellMissing);
    judgeReceipts(checkpoints.objects("witness"), proofs.good());
    made = manifest.number("time");
    session = manifest.text("session");
    ChainCheck.Times times = new ChainCheck.Times(Math.max(made, tally.lastCheckpoint()), made);
    Endings endings = new Endings(documents, keys, findings);
    DossierLines lines = new DossierLines(session, keys, endings, findings, tally, covered, times);
    try (InputStream events = bundle.open("events.json")) {
      lines.check(events, leaves);
    }
    Verification.tellUncovered(tally.counts(), made, findings);
    tellAge();
  }

  private void judgeReceipts(List<JsonObject> answers, Map<Long, Checkpoint> good) {
    Receipts receipts =
        new Receipts(
            trusted,
            findings,
            (checkpoint, at) ->
                findings.add(
                    Finding.Kind.TIME_STAMPED,
                    checkpoint,
                    "the time-stamp authority saw it at " + Printout.time(at)));
    answers.stream()
        .map(Receipt::of)
        .forEach(receipt -> receipts.judge(receipt, good.get(receipt.number())));
    receipts.end();
  }

  /** Leaves that were gone when the dossier was made: one of this session may be among them. */
  private void tellMissing(JsonObject missing) {
    String checkpoint = "checkpoint " + missing.number("number");
    if (missing.flag("lost")) {
      findings.add(
          Finding.Kind.LEAVES_LOST,
          checkpoint,
          "its leaves are lost; whether it covered more of the session, is not known");
    } else {
      findings.add(
          Finding.Kind.LEAF_GONE,
          checkpoint,
          "a leaf of it is gone that may have been of the session and covered more of it");
    }
  }

  /** The newest checkpoint is in every dossier, so its age is how long nothing was signed. */
  private void tellAge() {
    long age = made - tally.lastCheckpoint();
    if (tally.counts().lastCheckpoint().isPresent() && age > OLD_MILLIS) {
      findings.add(
          Finding.Kind.CHECKPOINTS_END,
          "checkpoints",
          "the newest was made " + Ages.words(age) + " before the dossier");
    }
  }

  private void checkManifest(JsonObject manifest, KeyHistory keys) {
    byte[] manifestBytes = small.getOrDefault("manifest.json", new byte[0]);
    if (!keys.signed(Seal.of(DOMAIN, manifestBytes, entry("manifest.sig")))) {
      findings.add(
          Finding.Kind.MANIFEST_FORGED, "manifest.json", "no key that is trusted signed it");
    }
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
