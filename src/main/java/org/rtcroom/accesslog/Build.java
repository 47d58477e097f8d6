package org.rtcroom.accesslog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtcroom.chain.Sha256;

/** Which program runs: its version, and a digest of its files as they are deployed. */
final class Build {

  private static final Logger LOG = System.getLogger(Build.class.getName());

  private static final String UNKNOWN = "unknown";

  private Build() {}

  static String version() {
    return properties("build.properties").getProperty("version", UNKNOWN);
  }

  /** A text file of the class path, by its absolute name. */
  static String text(String name) {
    try (InputStream file = Build.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The properties of a file on the class path, by its absolute name or one in this package. */
  static Properties properties(String name) {
    Properties properties = new Properties();
    try (InputStream file = Build.class.getResourceAsStream(name)) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  /**
   * SHA-256 over all files of the WAR in ascending order of their names, of each its name and its
   * content with their lengths before them; {@code unknown} on servers that keep no files.
   */
  static String digest() {
    try {
      Optional<Path> war = root();
      return war.isPresent() ? digest(war.get()) : UNKNOWN;
    } catch (IOException | URISyntaxException e) {
      LOG.log(Level.WARNING, "the files of the WAR cannot be read: {0}", e.toString());
      return UNKNOWN;
    }
  }

  static String digest(Path war) throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.walk(war)) {
      names =
          files
              .filter(Files::isRegularFile)
              .map(file -> war.relativize(file).toString().replace('\\', '/'))
              .sorted()
              .toList();
    }
    Sha256 digest = new Sha256();
    for (String name : names) {
      digest.field(name).field(Files.readAllBytes(war.resolve(name)));
    }
    return HexFormat.of().formatHex(digest.hash());
  }

  /** The folder that holds WEB-INF, if this class stands in a file. */
  private static Optional<Path> root() throws URISyntaxException {
    URL own = Build.class.getResource("Build.class");
    if (own == null || !own.getProtocol().equals("file")) {
      return Optional.empty();
    }
    @Nullable Path folder = Path.of(own.toURI());
    while (folder != null && !folder.endsWith("WEB-INF")) {
      folder = folder.getParent();
    }
    return Optional.ofNullable(folder).map(Path::getParent);
  }
}
