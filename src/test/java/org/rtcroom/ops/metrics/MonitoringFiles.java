package org.rtcroom.ops.metrics;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.rtcroom.ops.YamlFile;

/** The dashboard and the alert rules as Grafana and Prometheus read them. */
final class MonitoringFiles {

  private static final Pattern METRIC =
      Pattern.compile("\\b(?:roomservice|jvm|process)_[a-z_]+\\b");

  private final Path folder;

  MonitoringFiles(Path folder) {
    this.folder = folder;
  }

  List<JsonObject> panels() throws IOException {
    String dashboard = Files.readString(folder.resolve("dashboard.json"));
    return objects(JsonParser.parseString(dashboard).getAsJsonObject(), "panels").stream()
        .filter(panel -> !panel.get("type").getAsString().equals("row"))
        .toList();
  }

  List<JsonObject> alerts() throws IOException {
    JsonObject file = YamlFile.documents(folder.resolve("alerts.yml")).get(0);
    return objects(file, "groups").stream()
        .flatMap(group -> objects(group, "rules").stream())
        .toList();
  }

  List<String> expressions() throws IOException {
    List<String> expressions = new ArrayList<>();
    for (JsonObject panel : panels()) {
      objects(panel, "targets").forEach(target -> expressions.add(text(target, "expr")));
    }
    alerts().forEach(alert -> expressions.add(text(alert, "expr")));
    return expressions;
  }

  /** The names of all metrics of ours that are used. */
  Set<String> metrics() throws IOException {
    Set<String> names = new TreeSet<>();
    expressions()
        .forEach(text -> METRIC.matcher(text).results().forEach(name -> names.add(name.group())));
    return names;
  }

  static List<JsonObject> objects(JsonObject parent, String name) {
    return parent.getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject).toList();
  }

  static String text(JsonObject parent, String name) {
    return parent.get(name).getAsString();
  }
}
