package org.rtcroom;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules of the code, and above all its arrows. Written for any root package, so that the rules
 * can be tried on samples that break them.
 */
final class Architecture {

  /** Packages whose classes hold no JAX-RS, servlet, WebSocket or JSON type. */
  private static final Set<String> CORE = Set.of("identity", "stream", "room", "kernel");

  /** Packages whose classes may hold types of JPA. */
  private static final Set<String> JPA =
      Set.of(
          "database",
          "chain",
          "accesslog",
          "journal",
          "history",
          "apikey",
          "bans",
          "cluster",
          "checkpoint",
          "evidence",
          "delivery");

  private static final String[] PERSISTENCE = {
    "jakarta.persistence..", "org.eclipse.persistence.."
  };

  private static final String[] TRANSPORT = {
    "jakarta.ws.rs..",
    "jakarta.servlet..",
    "jakarta.websocket..",
    "jakarta.json..",
    "com.google.gson..",
    "com.fasterxml.."
  };

  /** What writes as people do where the machine stands, unless a locale is given. */
  private static final Map<String, Set<String>> FORMATTING =
      Map.of(
          "java.lang.String", Set.of("format", "formatted", "toLowerCase", "toUpperCase"),
          "java.io.PrintStream", Set.of("printf", "format"),
          "java.io.PrintWriter", Set.of("printf", "format"),
          "java.text.MessageFormat", Set.of("format"),
          "java.text.NumberFormat",
              Set.of("getInstance", "getNumberInstance", "getIntegerInstance"),
          "java.time.format.DateTimeFormatter", Set.of("ofPattern"));

  private static final String JSON_PARSER = "com.fasterxml.jackson.core..";

  private final String root;

  Architecture(String root) {
    this.root = root;
  }

  ArchRule everyPackageFollowsItsArrows() {
    return classes()
        .that(describe("are types", type -> !describesPackage(type)))
        .should(new FollowTheArrows());
  }

  ArchRule noCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /** A ticket is JSON by its format, so {@code identity} may have a parser; it binds no objects. */
  ArchRule theCoreKnowsNoTransport() {
    DescribedPredicate<JavaClass> parser = resideInAnyPackage(JSON_PARSER);
    DescribedPredicate<JavaClass> besides = resideInAnyPackage(TRANSPORT).and(not(parser));
    DescribedPredicate<JavaClass> identity = resideIn(Set.of("identity"));
    return CompositeArchRule.of(
            noClasses().that(resideIn(CORE)).should().dependOnClassesThat(besides))
        .and(
            noClasses()
                .that(resideIn(CORE).and(not(identity)))
                .should()
                .dependOnClassesThat(parser));
  }

  ArchRule onlyStoresKnowJpa() {
    return noClasses()
        .that(not(resideIn(JPA)))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(PERSISTENCE);
  }

  ArchRule onlyTheClocksProducerReadsTheTime() {
    return noClasses()
        .that()
        .doNotHaveFullyQualifiedName(root + ".ops.ClockProducer")
        .should()
        .accessTargetWhere(describe("reads the time", Architecture::readsTheTime));
  }

  /** Instants and dates that are asked for with a clock are not read, they are given. */
  private static boolean readsTheTime(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    String owner = target.getOwner().getName();
    boolean givenNothing =
        target instanceof AccessTarget.CodeUnitAccessTarget code
            && code.getRawParameterTypes().isEmpty();
    return switch (target.getName()) {
      case "now" -> owner.startsWith("java.time.") && !takesClock(target);
      case "currentTimeMillis", "nanoTime" -> owner.equals(System.class.getName());
      case "<init>" -> owner.equals(Date.class.getName()) && givenNothing;
      default -> owner.equals(Clock.class.getName()) && ticks(target.getName());
    };
  }

  private static boolean ticks(String name) {
    return name.startsWith("system") || name.equals("tickMillis") || name.equals("tickSeconds");
  }

  private static boolean takesClock(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitAccessTarget code
        && code.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
  }

  /**
   * Numbers get other digits in Egypt, Bengal or Burma, and an I another small letter in Turkey.
   */
  ArchRule everyTextIsWrittenForAStatedLocale() {
    return noClasses()
        .should()
        .callMethodWhere(describe("takes the locale of the machine", Architecture::asTheyWrite));
  }

  private static boolean asTheyWrite(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    boolean stated =
        target instanceof AccessTarget.CodeUnitAccessTarget code
            && code.getRawParameterTypes().stream()
                .anyMatch(type -> type.isEquivalentTo(Locale.class));
    return !stated
        && FORMATTING
            .getOrDefault(target.getOwner().getName(), Set.of())
            .contains(target.getName());
  }

  ArchRule noClassHasAVagueName() {
    return noClasses()
        .should()
        .haveNameMatching(".*\\.(\\w*Util\\w*|\\w*Manager|\\w*Impl|(Base|Common)([A-Z]\\w*)?)");
  }

  /** A reader opens a type by its name. The verifier is a program of its own with its own words. */
  ArchRule noTwoClassesShareAName() {
    return classes()
        .that(
            describe(
                "are top-level types outside the verifier",
                type ->
                    !type.isNestedClass()
                        && !describesPackage(type)
                        && !packageOf(type).startsWith("verifier")))
        .should(new HaveANameOfTheirOwn());
  }

  /**
   * Who shares a class with a verifier is not judged by it independently. Time stamps are made by
   * neither, but by somebody else, and both read them with the same library.
   */
  ArchRule onlyItsAdapterKnowsTheVerifier() {
    String adapter = root + ".evidence.IndependentVerifier";
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".verifier..")
        .and()
        .haveNameNotMatching(Pattern.quote(adapter) + "(\\$.*)?")
        .should()
        .dependOnClassesThat(
            describe(
                "are the verifier's own",
                type ->
                    type.getPackageName().startsWith(root + ".verifier")
                        && !type.getName().matches(".*\\.(TimeStamp|StampCertificates)(\\$.*)?")));
  }

  /**
   * A class with nothing but this scope is a bean to Payara, and to WildFly none: it does not
   * define beans. The stereotype that has it does.
   */
  ArchRule everyBeanIsOneOnEveryServer() {
    return classes()
        .that()
        .areNotAnnotations()
        .should()
        .notBeAnnotatedWith(Singleton.class)
        .because("that alone makes no bean on every server: it is Unproxied");
  }

  ArchRule whatHasAPathIsCalledResource() {
    return classes()
        .that()
        .areAnnotatedWith(Path.class)
        .should()
        .haveSimpleNameEndingWith("Resource");
  }

  /** The package of a class below the root, such as {@code ops.metrics}; empty for the root. */
  String packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(root) ? "" : name.substring(root.length() + 1);
  }

  static boolean describesPackage(JavaClass type) {
    return type.getSimpleName().equals("package-info");
  }

  private boolean ours(JavaClass type) {
    return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
  }

  private DescribedPredicate<JavaClass> resideIn(Set<String> packages) {
    return resideInAnyPackage(
        packages.stream().map(one -> root + "." + one).toArray(String[]::new));
  }

  /** A class may use its own package and those that its row of {@link Arrows} names. */
  private final class FollowTheArrows extends ArchCondition<JavaClass> {

    FollowTheArrows() {
      super("know only what the arrows of their package point at");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      String from = packageOf(type);
      Set<String> known = Arrows.ALLOWED.get(from);
      if (known == null) {
        events.add(violated(type, "<" + type.getName() + "> is in a package without arrows"));
        return;
      }
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        String to = ours(target) ? packageOf(target) : from;
        if (!to.equals(from) && !known.contains(to)) {
          events.add(violated(type, dependency.getDescription()));
        }
      }
    }
  }

  private static final class HaveANameOfTheirOwn extends ArchCondition<JavaClass> {

    private final Map<String, JavaClass> seen = new HashMap<>();

    HaveANameOfTheirOwn() {
      super("have a name of their own");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      JavaClass other = seen.putIfAbsent(type.getSimpleName(), type);
      if (other != null) {
        List<String> both = List.of(other.getName(), type.getName());
        events.add(violated(type, "one name for two: " + both));
      }
    }
  }
}
