package org.rtcroom.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What can be said of the files for Grafana and Prometheus without either of them. */
class MonitoringFilesTest {

  private final MonitoringFiles files = new MonitoringFiles(Path.of("payara/monitoring"));

  @Test
  void everyPanelHasATitleOfItsOwnAndAsksSomething() throws Exception {
    assertThat(files.panels())
        .hasSizeGreaterThan(15)
        .allSatisfy(panel -> assertThat(MonitoringFiles.objects(panel, "targets")).isNotEmpty())
        .allSatisfy(panel -> assertThat(MonitoringFiles.text(panel, "description")).isNotBlank());
    assertThat(files.panels())
        .extracting(panel -> MonitoringFiles.text(panel, "title"))
        .doesNotHaveDuplicates();
    assertThat(files.panels()).extracting(panel -> panel.get("id")).doesNotHaveDuplicates();
  }

  @Test
  void panelsDoNotOverlap() throws Exception {
    assertThat(files.panels())
        .extracting(panel -> panel.getAsJsonObject("gridPos"))
        .allSatisfy(at -> assertThat(number(at, "x") + number(at, "w")).isLessThanOrEqualTo(24))
        .extracting(at -> number(at, "x") + "/" + number(at, "y"))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhatToDo() throws Exception {
    assertThat(files.alerts())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            alert -> {
              assertThat(alert.keySet()).contains("alert", "expr", "labels", "annotations");
              assertThat(MonitoringFiles.text(alert.getAsJsonObject("labels"), "severity"))
                  .isIn("warning", "critical");
              assertThat(alert.getAsJsonObject("annotations").keySet())
                  .containsExactlyInAnyOrder("summary", "description");
            });
    assertThat(files.alerts())
        .extracting(alert -> MonitoringFiles.text(alert, "alert"))
        .doesNotHaveDuplicates();
  }

  @Test
  void expressionsAreBalanced() throws Exception {
    assertThat(files.expressions())
        .allSatisfy(
            text -> {
              String bare = text.replaceAll("\"[^\"]*\"", "");
              assertThat(bare).doesNotContain("\"");
              assertThat(depth(bare, '(', ')')).as(text).isZero();
              assertThat(depth(bare, '{', '}')).as(text).isZero();
              assertThat(depth(bare, '[', ']')).as(text).isZero();
            });
  }

  private static int number(JsonObject parent, String name) {
    return parent.get(name).getAsInt();
  }

  private static long depth(String text, char opening, char closing) {
    long open = text.chars().filter(c -> c == opening).count();
    return open - text.chars().filter(c -> c == closing).count();
  }
}
