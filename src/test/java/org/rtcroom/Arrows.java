package org.rtcroom;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The arrows: each package, nested ones too, and the packages that it may know. */
final class Arrows {

  /** Lower packages first; a package knows none that stands below it here. */
  private static final List<String> ROWS =
      List.of(
          "kernel:",
          "settings:",
          "http: kernel settings",
          "verifier.archive:",
          "verifier.stamp: verifier.archive",
          "verifier: verifier.archive verifier.stamp",
          "database: kernel settings",
          "identity: kernel settings",
          "identity.store: database identity kernel",
          "outgoing: kernel settings",
          "stream: kernel settings",
          "room: identity kernel settings stream",
          "chain: kernel",
          "cluster: database kernel room settings",
          "journal: chain cluster database kernel room settings",
          "accesslog: chain database identity identity.store kernel room settings",
          "apikey: accesslog chain database identity kernel settings",
          "bans: accesslog chain database kernel room",
          "history: accesslog chain database journal kernel room settings",
          "checkpoint: accesslog chain database kernel settings",
          "witness: checkpoint outgoing settings verifier.stamp",
          "evidence: chain checkpoint database kernel settings verifier",
          "dossier: accesslog chain checkpoint evidence history kernel settings",
          "purge: chain checkpoint database evidence kernel settings",
          "delivery: database kernel room settings",
          "tencent: delivery identity kernel outgoing room settings stream",
          "weapp: apikey database http identity kernel room settings stream",
          "api: accesslog apikey chain checkpoint database delivery dossier evidence history"
              + " http identity journal kernel room stream",
          "ops.metrics: accesslog checkpoint database delivery http kernel room",
          "ops: api apikey checkpoint delivery http identity kernel ops.metrics outgoing room"
              + " settings stream tencent weapp witness");

  static final Map<String, Set<String>> ALLOWED = parse(ROWS);

  private Arrows() {}

  private static Map<String, Set<String>> parse(List<String> rows) {
    Map<String, Set<String>> allowed = new TreeMap<>();
    for (String row : rows) {
      String[] parts = row.split(":");
      Set<String> known =
          parts.length == 1 ? Set.of() : new TreeSet<>(List.of(parts[1].strip().split(" ")));
      if (!allowed.keySet().containsAll(known)) {
        throw new IllegalStateException(row + ": knows a package that stands below it");
      }
      allowed.put(parts[0], known);
    }
    return allowed;
  }
}
