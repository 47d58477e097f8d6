package org.rtcroom.verifier;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.verifier.stamp.StampCertificates;

/**
 * Verifies an export or a dossier on the command line, with nothing but this program, the file and
 * a public key. Ends with 0 if nothing is wrong, with 1 if something was found, with 2 if what was
 * given cannot be judged, with 3 if nothing is wrong but a witness was named and could not be used.
 */
public final class Main {

  static final int OK = 0;
  static final int FOUND = 1;
  static final int UNUSABLE = 2;
  static final int NO_WITNESS = 3;

  private static final String USAGE =
      "usage: java -jar roomservice-verifier.jar --key PUBLIC.pem [--witness FILE] [--restored"
          + " FIRST-LAST] [--tsa-cert FILE] FILE.zip|FOLDER";

  /** What the command line asks for. */
  private record Order(
      Path key,
      Optional<Path> witness,
      Optional<Path> certificate,
      AcceptedRestores restored,
      Path file) {}

  private Main() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    int code = run(List.of(arguments), out);
    out.flush();
    System.exit(code);
  }

  /** Verifies and prints. */
  static int run(List<String> arguments, PrintStream out) {
    Order order = order(new ArrayDeque<>(arguments));
    if (order == null) {
      out.println(USAGE);
      return UNUSABLE;
    }
    try {
      return verify(order, out);
    } catch (IOException e) {
      out.println("CANNOT BE VERIFIED: " + reason(e));
      return UNUSABLE;
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no file " + e.getMessage();
    } else if (e instanceof AccessDeniedException) {
      return e.getMessage() + " may not be read";
    }
    return Printout.visible(String.valueOf(e.getMessage()));
  }

  private static int verify(Order order, PrintStream out) throws IOException {
    Key key = Key.ofFile(order.key());
    Printout printout = new Printout(out, key);
    Bundle bundle = Bundle.of(order.file());
    if (bundle.dossier()) {
      return order.witness().isPresent()
          ? withoutWitness("it is compared with an export only; verify the dossier without it", out)
          : dossier(new Dossier(bundle, key, certificates(order)), printout);
    }
    Evidence evidence = new ZipEvidence(bundle);
    try (Source<byte[]> witness = witness(order)) {
      Report report =
          new Verification(
                  evidence, key, witness, new Tally(), order.restored(), certificates(order))
              .run();
      return printout.export(report, evidence.about());
    } catch (NoWitness e) {
      return withoutWitness(String.valueOf(e.getMessage()), out);
    }
  }

  private static int dossier(Dossier dossier, Printout printout) throws IOException {
    return printout.dossier(dossier.run(), dossier);
  }

  private static Optional<StampCertificates> certificates(Order order) throws IOException {
    return order.certificate().isPresent()
        ? Optional.of(StampCertificates.of(order.certificate().get()))
        : Optional.empty();
  }

  private static @Nullable Source<byte[]> witness(Order order) throws IOException {
    try {
      return order.witness().isPresent() ? Lines.ofCopy(order.witness().get()) : null;
    } catch (IOException e) {
      throw new NoWitness(reason(e), e);
    }
  }

  private static int withoutWitness(String why, PrintStream out) {
    out.println("NOT OK: THE WITNESS CANNOT BE USED: " + why);
    return NO_WITNESS;
  }

  /** The witness cannot be opened. */
  private static final class NoWitness extends IOException {

    private static final long serialVersionUID = 1L;

    NoWitness(String message, IOException cause) {
      super(message, cause);
    }
  }

  private static @Nullable Order order(Deque<String> arguments) {
    Optional<Path> key = Optional.empty();
    Optional<Path> witness = Optional.empty();
    Optional<Path> certificate = Optional.empty();
    Optional<Path> file = Optional.empty();
    Optional<AcceptedRestores> restored = Optional.of(AcceptedRestores.NONE);
    while (!arguments.isEmpty()) {
      String argument = arguments.pop();
      boolean option = argument.startsWith("--");
      if (option && arguments.isEmpty()) {
        return null;
      } else if (argument.equals("--key") && key.isEmpty()) {
        key = Optional.of(Path.of(arguments.pop()));
      } else if (argument.equals("--witness") && witness.isEmpty()) {
        witness = Optional.of(Path.of(arguments.pop()));
      } else if (argument.equals("--restored")) {
        String range = arguments.pop();
        restored = restored.flatMap(known -> known.and(range));
      } else if (argument.equals("--tsa-cert") && certificate.isEmpty()) {
        certificate = Optional.of(Path.of(arguments.pop()));
      } else if (option || file.isPresent()) {
        return null;
      } else {
        file = Optional.of(Path.of(argument));
      }
    }
    return key.isEmpty() || file.isEmpty() || restored.isEmpty()
        ? null
        : new Order(key.get(), witness, certificate, restored.get(), file.get());
  }
}
