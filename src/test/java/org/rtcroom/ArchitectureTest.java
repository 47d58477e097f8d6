package org.rtcroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The code follows the map, and each rule of the map would notice if it did not. */
class ArchitectureTest {

  private static final String WRONG = "org.rtcroom.wrong";

  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.rtcroom");

  private static final JavaClasses SAMPLES = new ClassFileImporter().importPackages(WRONG);

  /** Each rule, and what it has to say of the samples. */
  static Stream<Arguments> rules() {
    return Stream.of(
        rule(Architecture::everyFeatureFollowsItsArrows, "<org.rtcroom.wrong.weapp.AuditCaller"),
        rule(Architecture::everyFeatureFollowsItsArrows, "<org.rtcroom.wrong.settings.Curious"),
        rule(Architecture::everyFeatureFollowsItsArrows, "<org.rtcroom.wrong.verifier.Settled"),
        rule(Architecture::everyPackageIsOnTheMap, "<org.rtcroom.wrong.helpers.Stray>"),
        rule(Architecture::noCycles, "Slice identity.store"),
        rule(Architecture::theCoreKnowsNoTransport, "<org.rtcroom.wrong.room.WebRoom"),
        rule(Architecture::theCoreKnowsNoTransport, "<org.rtcroom.wrong.stream.JsonStream"),
        rule(Architecture::onlyStoresKnowJpa, "<org.rtcroom.wrong.room.StoredRoom"),
        rule(Architecture::onlyTheClocksProducerReadsTheTime, "java.time.Instant.now()"),
        rule(Architecture::onlyTheClocksProducerReadsTheTime, "java.time.LocalDate.now("),
        rule(Architecture::onlyTheClocksProducerReadsTheTime, "java.time.Clock.systemUTC()"),
        rule(Architecture::onlyTheClocksProducerReadsTheTime, "System.currentTimeMillis()"),
        rule(Architecture::onlyTheClocksProducerReadsTheTime, "System.nanoTime()"),
        rule(Architecture::onlyTheClocksProducerReadsTheTime, "java.util.Date.<init>()"),
        rule(Architecture::noClassHasAVagueName, "<org.rtcroom.wrong.room.RoomManager>"),
        rule(Architecture::noClassHasAVagueName, "<org.rtcroom.wrong.room.RoomUtils>"),
        rule(Architecture::noClassHasAVagueName, "<org.rtcroom.wrong.room.RoomImpl>"),
        rule(Architecture::noClassHasAVagueName, "<org.rtcroom.wrong.room.BaseRoom>"),
        rule(Architecture::noClassHasAVagueName, "<org.rtcroom.wrong.room.CommonRoom>"),
        rule(Architecture::whatHasAPathIsCalledResource, "<org.rtcroom.wrong.weapp.RoomEndpoint>"));
  }

  private static Arguments rule(Function<Architecture, ArchRule> rule, String complaint) {
    return arguments(rule, complaint);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theShippedCodeFollowsTheMap(Function<Architecture, ArchRule> rule) {
    rule.apply(new Architecture("org.rtcroom")).check(SHIPPED);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void eachRuleNoticesItsSample(Function<Architecture, ArchRule> rule, String complaint) {
    var result = rule.apply(new Architecture(WRONG)).evaluate(SAMPLES);

    assertThat(result.getFailureReport().toString()).contains(complaint);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void noRuleComplainsOfTheSampleThatIsRight(Function<Architecture, ArchRule> rule) {
    var result = rule.apply(new Architecture(WRONG)).evaluate(SAMPLES);

    assertThat(result.getFailureReport().toString()).doesNotContain("RightRoom");
  }
}
