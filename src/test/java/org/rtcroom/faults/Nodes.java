package org.rtcroom.faults;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.rtcroom.server.ServerProcess;

/** The nodes of one service, which share a home. They are numbered from 0. */
final class Nodes implements AutoCloseable {

  private final Function<String, ServerProcess> start;
  private final List<ServerProcess> processes = new ArrayList<>();

  private Nodes(Function<String, ServerProcess> start) {
    this.start = start;
  }

  /** One that is alone. */
  static Nodes one(Path home, Map<String, String> settings) {
    return new Nodes(name -> ServerProcess.startNode(home, name, settings)).startAll(1);
  }

  /** So many, started at the same moment. */
  static Nodes several(Path home, int count, Map<String, String> settings) {
    Map<String, String> shared = new HashMap<>(settings);
    shared.put("roomservice.cluster.enabled", "true");
    return new Nodes(name -> ServerProcess.startNode(home, name, shared)).startAll(count);
  }

  /** By whatever starts a node of that name. */
  static Nodes startedBy(int count, Function<String, ServerProcess> start) {
    return new Nodes(start).startAll(count);
  }

  private Nodes startAll(int count) {
    List<CompletableFuture<ServerProcess>> starting = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = name(i);
      starting.add(CompletableFuture.supplyAsync(() -> start.apply(name)));
    }
    starting.forEach(node -> processes.add(node.join()));
    return this;
  }

  /** What the node is called in the record and in leases. */
  static String name(int node) {
    return "n" + node;
  }

  int count() {
    return processes.size();
  }

  ServerProcess node(int node) {
    return processes.get(node);
  }

  /** Where each of them is served. */
  List<URI> bases() {
    return processes.stream().map(ServerProcess::base).toList();
  }

  /** Where each but this one is served. */
  List<URI> basesWithout(int node) {
    return processes.stream()
        .filter(process -> process != processes.get(node))
        .map(ServerProcess::base)
        .toList();
  }

  /** Starts a node again that has ended; it gets another address. */
  void startAgain(int node) {
    processes.set(node, start.apply(name(node)));
  }

  @Override
  public void close() {
    processes.forEach(ServerProcess::close);
  }
}
