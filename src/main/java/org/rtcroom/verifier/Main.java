package org.rtcroom.verifier;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an export or a dossier on the command line, with nothing but this program, the file and
 * a public key. Ends with 0 if nothing is wrong, with 1 if something was found, with 2 if what was
 * given cannot be judged.
 */
public final class Main {

  static final int OK = 0;
  static final int FOUND = 1;
  static final int UNUSABLE = 2;

  private static final String USAGE =
      "usage: java -jar roomservice-verifier.jar --key PUBLIC.pem [--witness FILE] [--tsa-cert"
          + " FILE] FILE.zip";

  /** What the command line asks for. */
  private record Asked(Path key, Optional<Path> witness, Optional<Path> certificate, Path file) {}

  private Main() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    int code = run(List.of(arguments), out);
    out.flush();
    System.exit(code);
  }

  /** Verifies and prints. */
  static int run(List<String> arguments, PrintStream out) {
    Asked asked = asked(new ArrayDeque<>(arguments));
    if (asked == null) {
      out.println(USAGE);
      return UNUSABLE;
    }
    try {
      return verify(asked, out);
    } catch (IOException e) {
      out.println("CANNOT BE VERIFIED: " + e.getMessage());
      return UNUSABLE;
    }
  }

  private static int verify(Asked asked, PrintStream out) throws IOException {
    Key key = Key.ofPem(Files.readString(asked.key(), StandardCharsets.US_ASCII));
    Printout printout = new Printout(out, key);
    ZipDirectory.require(asked.file());
    if (ZipDirectory.isDossier(asked.file())) {
      Optional<StampCertificates> trusted =
          asked.certificate().isPresent()
              ? Optional.of(StampCertificates.of(asked.certificate().get()))
              : Optional.empty();
      Dossier dossier = new Dossier(asked.file(), key, trusted);
      return printout.dossier(dossier.run(), dossier);
    }
    if (asked.certificate().isPresent()) {
      throw new Unusable("--tsa-cert is for dossiers: an export holds no time stamps");
    }
    Evidence evidence = new ZipEvidence(asked.file());
    try (Source<byte[]> witness =
        asked.witness().isPresent() ? Lines.ofCopy(asked.witness().get()) : null) {
      Report report = new Verification(evidence, key, witness, new Tally()).run();
      return printout.export(report, evidence.about());
    }
  }

  private static @Nullable Asked asked(Deque<String> arguments) {
    Optional<Path> key = Optional.empty();
    Optional<Path> witness = Optional.empty();
    Optional<Path> certificate = Optional.empty();
    Optional<Path> file = Optional.empty();
    while (!arguments.isEmpty()) {
      String argument = arguments.pop();
      boolean option = argument.startsWith("--");
      if (option && arguments.isEmpty()) {
        return null;
      } else if (argument.equals("--key")) {
        key = Optional.of(Path.of(arguments.pop()));
      } else if (argument.equals("--witness")) {
        witness = Optional.of(Path.of(arguments.pop()));
      } else if (argument.equals("--tsa-cert")) {
        certificate = Optional.of(Path.of(arguments.pop()));
      } else if (option || file.isPresent()) {
        return null;
      } else {
        file = Optional.of(Path.of(argument));
      }
    }
    return key.isEmpty() || file.isEmpty()
        ? null
        : new Asked(key.get(), witness, certificate, file.get());
  }
}
