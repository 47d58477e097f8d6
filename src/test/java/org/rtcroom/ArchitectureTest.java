package org.rtcroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The code follows its rules, and each rule would notice if it did not. */
class ArchitectureTest {

  private static final String WRONG = "org.rtcroom.wrong";

  private static final JavaClasses SHIPPED = ShippedClasses.ALL;

  private static final JavaClasses SAMPLES = new ClassFileImporter().importPackages(WRONG);

  private static final Architecture CODE = new Architecture("org.rtcroom");

  /** A package larger than this share of the code, in percent of its lines, is to be cut. */
  private static final double LARGEST_SHARE = 15;

  /** Each rule, and what it has to say of the samples. */
  static Stream<Arguments> rules() {
    return Stream.of(
        rule(
            Architecture::everyPackageFollowsItsArrows,
            "<org.rtcroom.wrong.weapp.AuditCaller",
            "<org.rtcroom.wrong.settings.Curious",
            "<org.rtcroom.wrong.verifier.Settled",
            "<org.rtcroom.wrong.ops.metrics.Meddler",
            "<org.rtcroom.wrong.helpers.Stray> is in a package without arrows"),
        rule(Architecture::noCycles, "Slice identity.store"),
        rule(
            Architecture::theCoreKnowsNoTransport,
            "<org.rtcroom.wrong.room.WebRoom",
            "<org.rtcroom.wrong.room.ParsedRoom",
            "<org.rtcroom.wrong.identity.BoundTicket",
            "<org.rtcroom.wrong.stream.JsonStream"),
        rule(Architecture::onlyStoresKnowJpa, "<org.rtcroom.wrong.room.StoredRoom"),
        rule(
            Architecture::onlyTheClocksProducerReadsTheTime,
            "java.time.Instant.now()",
            "java.time.LocalDate.now(",
            "java.time.Clock.systemUTC()",
            "System.currentTimeMillis()",
            "System.nanoTime()",
            "java.util.Date.<init>()"),
        rule(
            Architecture::everyTextIsWrittenForAStatedLocale,
            "java.lang.String.formatted(",
            "java.lang.String.format(",
            "java.lang.String.toLowerCase()",
            "java.lang.String.toUpperCase()"),
        rule(
            Architecture::noClassHasAVagueName,
            "<org.rtcroom.wrong.room.RoomManager>",
            "<org.rtcroom.wrong.room.RoomUtils>",
            "<org.rtcroom.wrong.room.RoomImpl>",
            "<org.rtcroom.wrong.room.BaseRoom>",
            "<org.rtcroom.wrong.room.CommonRoom>"),
        rule(
            Architecture::noTwoClassesShareAName,
            "one name for two: [org.rtcroom.wrong.journal.Line, org.rtcroom.wrong.stream.Line]"),
        rule(
            Architecture::onlyItsAdapterKnowsTheVerifier,
            "<org.rtcroom.wrong.evidence.Judge.verifier>"),
        rule(Architecture::everyBeanIsOneOnEveryServer, "<org.rtcroom.wrong.room.LonelyRoom>"),
        rule(Architecture::whatHasAPathIsCalledResource, "<org.rtcroom.wrong.weapp.RoomEndpoint>"));
  }

  private static Arguments rule(Function<Architecture, ArchRule> rule, String... complaints) {
    return arguments(rule, complaints);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theShippedCodeFollowsTheRule(Function<Architecture, ArchRule> rule) {
    rule.apply(CODE).check(SHIPPED);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theRuleNoticesItsSamples(Function<Architecture, ArchRule> rule, String... complaints) {
    var result = rule.apply(new Architecture(WRONG)).evaluate(SAMPLES);

    assertThat(result.getFailureReport().toString())
        .contains(complaints)
        .doesNotContain("RightRoom", "RightTicket");
  }

  @Test
  void noRowOfTheArrowsIsLeftFromAPackageThatIsGone() {
    Set<String> packages =
        SHIPPED.stream()
            .filter(type -> !Architecture.describesPackage(type))
            .map(CODE::packageOf)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(Arrows.ALLOWED.keySet()).containsExactlyInAnyOrderElementsOf(packages);
  }

  @Test
  void noArrowIsAllowedThatNobodyTakes() {
    Map<String, Set<String>> taken =
        SHIPPED.stream()
            .collect(
                Collectors.groupingBy(
                    CODE::packageOf,
                    Collectors.flatMapping(ArchitectureTest::known, Collectors.toSet())));

    Arrows.ALLOWED.forEach(
        (from, allowed) -> assertThat(taken.get(from)).as(from).containsAll(allowed));
  }

  private static Stream<String> known(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .filter(target -> target.getPackageName().startsWith("org.rtcroom"))
        .map(CODE::packageOf);
  }

  @Test
  void noPackageIsTooLarge() throws IOException {
    Map<String, Long> lines = PackageSource.lines();
    long all = lines.values().stream().mapToLong(Long::longValue).sum();

    lines.forEach(
        (name, count) ->
            assertThat(100.0 * count / all).as("share of %s", name).isLessThan(LARGEST_SHARE));
  }

  @Test
  void thePageOfTheArchitectureShowsTheArrows() throws IOException {
    ArchitecturePage page = ArchitecturePage.read();
    String drawn = ArchitecturePage.draw(Arrows.ALLOWED, PackageSource.sentences());

    page.writeUnlessShown(drawn);

    assertThat(page.shows(drawn))
        .as("src/docs/architecture.md was stale and has been written anew: look at it, commit it")
        .isTrue();
  }
}
