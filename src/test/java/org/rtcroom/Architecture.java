package org.rtcroom;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The map of the code: which feature may know which. Written for any root package, so that the
 * rules can be tried on samples that break them.
 */
final class Architecture {

  /** Used by every feature, uses none. */
  private static final String SETTINGS = "settings";

  /** Used by every feature, uses none: how beans are kept. */
  private static final String BEANS = "beans";

  /** Knows nobody, not even the settings: strangers run it on its own. */
  private static final String VERIFIER = "verifier";

  /** Knows nobody: how, not what. */
  private static final String TURNS = "turns";

  private static final Set<String> CORE = Set.of("identity", "stream", "room");

  /**
   * The arrows: a feature, and the features it may know besides itself, the settings and the beans.
   */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry(SETTINGS, Set.of()),
          Map.entry(BEANS, Set.of()),
          Map.entry(VERIFIER, Set.of()),
          Map.entry(TURNS, Set.of()),
          Map.entry("identity", Set.of()),
          Map.entry("stream", Set.of()),
          Map.entry("room", Set.of("identity", "stream", TURNS)),
          Map.entry("audit", Set.of("room", "identity", VERIFIER, TURNS)),
          Map.entry("witness", Set.of("audit")),
          Map.entry("delivery", Set.of("room", "identity")),
          Map.entry("tencent", Set.of("room", "identity", "stream", "delivery")),
          Map.entry("weapp", Set.of("room", "identity", "stream")),
          Map.entry("api", Set.of("room", "identity", "stream", "audit", "delivery", VERIFIER)),
          Map.entry("console", Set.of("room", "identity", "audit", "delivery")),
          Map.entry(
              "ops",
              Set.of(
                  "room",
                  "identity",
                  "stream",
                  "audit",
                  "delivery",
                  "tencent",
                  "witness",
                  "weapp",
                  "api",
                  "console")));

  private static final String[] JPA = {"jakarta.persistence..", "org.eclipse.persistence.."};

  private static final String[] TRANSPORT = {
    "jakarta.ws.rs..",
    "jakarta.servlet..",
    "jakarta.websocket..",
    "jakarta.json..",
    "com.google.gson..",
    "com.fasterxml.."
  };

  private final String root;

  Architecture(String root) {
    this.root = root;
  }

  ArchRule everyFeatureFollowsItsArrows() {
    List<ArchRule> rules =
        ARROWS.entrySet().stream().map(e -> follows(e.getKey(), e.getValue())).toList();
    return CompositeArchRule.of(rules).as("every feature knows only what its arrows point at");
  }

  private ArchRule follows(String feature, Set<String> others) {
    Stream<String> own =
        feature.equals(VERIFIER) ? Stream.of(feature) : Stream.of(feature, SETTINGS, BEANS);
    Stream<String> known = Stream.concat(own, others.stream());
    return classes()
        .that()
        .resideInAPackage(below(feature))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(root + "..").or(resideInAnyPackage(below(known))))
        .allowEmptyShould(true);
  }

  ArchRule everyPackageIsOnTheMap() {
    return classes()
        .that()
        .resideOutsideOfPackage(root)
        .should()
        .resideInAnyPackage(below(ARROWS.keySet().stream()))
        .allowEmptyShould(true);
  }

  ArchRule noCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
  }

  ArchRule theCoreKnowsNoTransport() {
    return noClasses()
        .that()
        .resideInAnyPackage(below(CORE.stream()))
        .and()
        .resideOutsideOfPackage(below("identity.store"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(TRANSPORT)
        .allowEmptyShould(true);
  }

  ArchRule onlyStoresKnowJpa() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(below(Stream.of("audit", "delivery", "identity.store")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(JPA)
        .allowEmptyShould(true);
  }

  ArchRule onlyTheClocksProducerReadsTheTime() {
    return noClasses()
        .that()
        .doNotHaveFullyQualifiedName(root + ".ops.ClockProducer")
        .should()
        .accessTargetWhere(describe("reads the time", Architecture::readsTheTime))
        .allowEmptyShould(true);
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

  ArchRule noClassHasAVagueName() {
    return noClasses()
        .should()
        .haveNameMatching(".*\\.(\\w*Util\\w*|\\w*Manager|\\w*Impl|(Base|Common)([A-Z]\\w*)?)")
        .allowEmptyShould(true);
  }

  ArchRule whatHasAPathIsCalledResource() {
    return classes()
        .that()
        .areAnnotatedWith(Path.class)
        .should()
        .haveSimpleNameEndingWith("Resource")
        .allowEmptyShould(true);
  }

  private String below(String feature) {
    return root + "." + feature + "..";
  }

  private String[] below(Stream<String> features) {
    return features.map(this::below).toArray(String[]::new);
  }
}
