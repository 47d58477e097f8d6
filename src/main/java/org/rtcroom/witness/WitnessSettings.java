package org.rtcroom.witness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Settings;
import org.rtcroom.verifier.stamp.StampCertificates;

/**
 * The settings of the witness. Bounds and defaults stand in {@code
 * META-INF/microprofile-config.properties}.
 *
 * @param url of the witness or the time-stamp authority; there if the sort needs it
 * @param file on another mount; there if the sort needs it
 * @param timeout for one whole exchange
 * @param certificates of the time-stamp authority or of those that issued them
 */
public record WitnessSettings(
    Sort sort,
    Optional<URI> url,
    Optional<Path> file,
    Duration timeout,
    Optional<StampCertificates> certificates) {

  private static final String WITNESS = "roomservice.audit.witness";

  private static final String CERTIFICATE = WITNESS + "-certificate";

  /** The sort of witness that sees the checkpoints. */
  public enum Sort {
    /** No witness. */
    NONE,
    /** A host that takes the line by POST. */
    URL,
    /** A time-stamp authority, RFC 3161. */
    TSA,
    /** A file on a mount of another host that can only be appended to. */
    FILE
  }

  /**
   * Reads and checks.
   *
   * @throws BadSetting if a value is out of its bounds, or production names no witness
   */
  public static WitnessSettings read(Settings settings) {
    Optional<Sort> chosen = settings.optionalChoice(WITNESS, Sort.class);
    if (chosen.isEmpty() && settings.mode() == Mode.PRODUCTION) {
      throw BadSetting.missing(WITNESS);
    }
    Sort sort = chosen.orElse(Sort.NONE);
    Optional<URI> url = url(settings, sort);
    Optional<Path> file = settings.optionalText(WITNESS + "-file").map(WitnessSettings::path);
    require(url.isPresent() || (sort != Sort.URL && sort != Sort.TSA), "-url");
    require(file.isPresent() || sort != Sort.FILE, "-file");
    Duration timeout =
        settings.duration(
            WITNESS + "-timeout",
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofMinutes(1));
    Optional<StampCertificates> certificates =
        settings.optionalText(CERTIFICATE).map(WitnessSettings::certificates);
    return new WitnessSettings(sort, url, file, timeout, certificates);
  }

  /** What an authority sends whose certificate is known cannot be forged: many speak HTTP only. */
  private static Optional<URI> url(Settings settings, Sort sort) {
    boolean signed = sort == Sort.TSA && settings.optionalText(CERTIFICATE).isPresent();
    String name = WITNESS + "-url";
    return signed ? settings.optionalUrl(name) : settings.optionalPeerUrl(name);
  }

  private static StampCertificates certificates(String file) {
    try {
      return StampCertificates.of(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw BadSetting.value(CERTIFICATE, file, "a file of X.509 certificates, PEM or DER");
    }
  }

  private static void require(boolean there, String suffix) {
    if (!there) {
      throw BadSetting.missing(WITNESS + suffix);
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw BadSetting.value(WITNESS + "-file", text, "a path of this machine");
    }
  }
}
