package org.rtcroom.ops;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rtcroom.settings.Settings;

/** The files that bring the service to a cluster, and what must not be forgotten in them. */
class DeploymentFilesTest {

  private static final Path KUBERNETES = Path.of("payara/kubernetes/roomservice.yaml");

  /** What makes a file or a folder. */
  private static final Pattern WRITES =
      Pattern.compile("\\b(mkdir|mktemp|mkfifo|unzip|cp)\\b|> *\"\\$scratch");

  /** Kubernetes' own schema, as its client knows it: unknown and missing fields are errors. */
  private interface Schema {
    void validate(JsonElement document) throws IOException;
  }

  private static final Map<String, Schema> SCHEMAS =
      Map.of(
          "ConfigMap", V1ConfigMap::validateJsonElement,
          "StatefulSet", V1StatefulSet::validateJsonElement,
          "NetworkPolicy", V1NetworkPolicy::validateJsonElement,
          "Ingress", V1Ingress::validateJsonElement,
          "Service", V1Service::validateJsonElement,
          "PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement);

  @Test
  void everyManifestFollowsKubernetesSchema() throws IOException {
    List<JsonObject> manifests = YamlFile.documents(KUBERNETES);

    assertThat(manifests).extracting(DeploymentFilesTest::kind).containsAll(SCHEMAS.keySet());
    for (JsonObject manifest : manifests) {
      requireNonNull(SCHEMAS.get(kind(manifest))).validate(manifest);
    }
  }

  @Test
  void theSchemaNoticesAFieldThatIsMisspelt() throws IOException {
    JsonObject nodes = manifest("StatefulSet");
    nodes.getAsJsonObject("spec").addProperty("replica", 2);

    assertThatThrownBy(() -> V1StatefulSet.validateJsonElement(nodes))
        .hasMessageContaining("replica");
  }

  /** One at a time is what a StatefulSet does; names of others would never come back. */
  @Test
  void anUpgradeTakesOneNodeAtATimeAndNodesKeepTheirNamesAndHomes() throws IOException {
    JsonObject spec = manifest("StatefulSet").getAsJsonObject("spec");

    assertThat(spec.get("replicas").getAsInt()).isEqualTo(2);
    assertThat(spec.getAsJsonObject("updateStrategy").get("type").getAsString())
        .isEqualTo("RollingUpdate");
    assertThat(container(spec).getAsJsonArray("args").toString())
        .contains("\"--name\",\"$(NODE)\"");
    assertThat(container(spec).getAsJsonArray("env").toString()).contains("metadata.name");
    assertThat(spec.getAsJsonArray("volumeClaimTemplates").toString()).contains("\"home\"");
    assertThat(pod(spec).getAsJsonArray("volumes").toString()).doesNotContain("\"home\"");
    assertThat(
            YamlFile.documents(KUBERNETES).stream()
                .filter(document -> kind(document).equals("Service"))
                .map(document -> document.getAsJsonObject("metadata").get("name")))
        .contains(spec.get("serviceName"));
    assertThat(container(spec).keySet())
        .contains("startupProbe", "livenessProbe", "readinessProbe", "lifecycle");
    assertThat(manifest("PodDisruptionBudget").getAsJsonObject("spec").get("minAvailable"))
        .hasToString("1");
  }

  @Test
  void theContainerIsConfined() throws IOException {
    JsonObject spec = manifest("StatefulSet").getAsJsonObject("spec");
    JsonObject confined = container(spec).getAsJsonObject("securityContext");

    assertThat(confined.get("readOnlyRootFilesystem").getAsBoolean()).isTrue();
    assertThat(confined.get("allowPrivilegeEscalation").getAsBoolean()).isFalse();
    assertThat(pod(spec).getAsJsonObject("securityContext").get("runAsNonRoot").getAsBoolean())
        .isTrue();
  }

  @Test
  void everyContainerHasLimitsAndAnImageThatNobodyCanExchange() throws IOException {
    JsonObject pod = pod(manifest("StatefulSet").getAsJsonObject("spec"));

    for (String kind : List.of("initContainers", "containers")) {
      for (JsonElement each : pod.getAsJsonArray(kind)) {
        JsonObject container = each.getAsJsonObject();
        JsonObject resources = container.getAsJsonObject("resources");
        assertThat(container.get("image").getAsString()).matches(".+@sha256:[0-9a-f]{64}");
        assertThat(resources.getAsJsonObject("limits").keySet())
            .containsExactlyInAnyOrder("cpu", "memory", "ephemeral-storage");
      }
    }
    assertThat(pod.getAsJsonArray("volumes"))
        .filteredOn(volume -> volume.getAsJsonObject().has("emptyDir"))
        .isNotEmpty()
        .allMatch(volume -> volume.getAsJsonObject().getAsJsonObject("emptyDir").has("sizeLimit"));
  }

  @Test
  void theDatabaseAndAllPeersAreReachedByTls() throws IOException {
    JsonObject data = manifest("ConfigMap").getAsJsonObject("data");

    assertThat(data.get("ROOMSERVICE_DB_URL").getAsString()).contains("sslmode=verify-full");
    assertThat(data.toString()).doesNotContain("http://");
  }

  @Test
  void payaraServerIsReachedByHttpOnly() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("payara/server.asadmin"));
    String listener =
        "set configs.config.server-config.iiop-service.iiop-listener.%s.enabled=false";

    assertThat(lines)
        .contains(
            "set-hazelcast-configuration --enabled=false --dynamic=true",
            "set configs.config.server-config.network-config.network-listeners.network-listener"
                + ".admin-listener.address=127.0.0.1",
            "set configs.config.server-config.admin-service.jmx-connector.system.enabled=false",
            listener.formatted("orb-listener-1"),
            listener.formatted("SSL"),
            listener.formatted("SSL_MUTUALAUTH"));
  }

  @Test
  void everySettingOfTheConfigMapIsInTheManual() throws IOException {
    Set<String> manual = new TreeSet<>();
    Pattern.compile("roomservice\\.[A-Za-z.-]+")
        .matcher(
            Files.readString(Path.of("src/main/resources/META-INF/microprofile-config.properties")))
        .results()
        .forEach(name -> manual.add(environment(name.group())));
    Set<String> used = manifest("ConfigMap").getAsJsonObject("data").keySet();

    assertThat(used)
        .filteredOn(name -> !name.contains("_ROOMS_"))
        .filteredOn(name -> !manual.contains(name.replaceAll("_FILE$", "")))
        .isSubsetOf(manual);
  }

  @Test
  void theConfigMapHoldsNoSecret() throws IOException {
    Set<String> used = manifest("ConfigMap").getAsJsonObject("data").keySet();

    assertThat(used)
        .filteredOn(name -> name.matches(".*(KEY|PASSWORD|PEPPER).*"))
        .allMatch(name -> name.endsWith("_FILE"));
  }

  @Test
  void nobodyIsTrustedForAnAddressThatOtherPodsMayHave() throws IOException {
    JsonObject data = manifest("ConfigMap").getAsJsonObject("data");

    assertThat(Files.readString(KUBERNETES)).doesNotContainPattern("[0-9]/[0-9]");
    assertThat(data.has("ROOMSERVICE_HTTP_TRUSTED_PROXIES")).isFalse();
    assertThat(data.get("ROOMSERVICE_HTTP_TRUSTED_HOPS").getAsString()).isEqualTo("1");
    assertThatThrownBy(
            () ->
                OpsSettings.read(
                    Settings.of(
                        Map.of(
                            "roomservice.ops.allowed-addresses",
                            data.get("ROOMSERVICE_OPS_ALLOWED_ADDRESSES").getAsString()))))
        .hasMessageContaining("SET-ME");
  }

  @Test
  void onlyNamedPodsReachTheNodesAndTheIngressLeavesOpsOut() throws IOException {
    JsonObject policy = manifest("NetworkPolicy").getAsJsonObject("spec");
    JsonObject labels = manifest("StatefulSet").getAsJsonObject("spec");

    assertThat(policy.getAsJsonObject("podSelector")).isEqualTo(labels.get("selector"));
    assertThat(policy.getAsJsonArray("ingress").get(0).getAsJsonObject().getAsJsonArray("from"))
        .hasSize(2)
        .allMatch(from -> from.getAsJsonObject().has("podSelector"));
    assertThat(manifest("Ingress").toString())
        .contains("{\"path\":\"/\",\"pathType\":\"Exact\"", "\"/weapp\"", "\"/api\"")
        .doesNotContain("/ops");
  }

  @Test
  void theImageNeedsNoRootAndHasThePayaraThatIsForProduction() throws IOException {
    String image = Files.readString(Path.of("payara/Containerfile"));
    String pom = Files.readString(Path.of("pom.xml"));
    String payara =
        pom.replaceAll("(?s).*<payara-micro7.version>(.*?)</payara-micro7.version>.*", "$1");

    assertThat(image)
        .contains("/payara-micro-" + payara + ".jar")
        .contains("--checksum=sha256:")
        .contains("FROM docker.io/library/eclipse-temurin:25-jre-")
        .contains("docker build --pull ")
        .contains("USER 10001:10001")
        .doesNotContain("HEALTHCHECK CMD", ":latest");
  }

  /** A node whose memory is full must end, and must not write down what it held. */
  @Test
  void whateverStartsTheServiceHasItEndWhenTheMemoryIsFull() throws IOException {
    String ends = "-XX:+ExitOnOutOfMemoryError";
    String dumps = "HeapDumpOnOutOfMemoryError";

    assertThat(Files.readString(Path.of("payara/run.sh")))
        .contains("mortal=(" + ends + " -XX:-" + dumps + ")")
        .contains("exec \"$java\" \"${patient[@]}\" \"${mortal[@]}\" \"${options[@]}\"");
    assertThat(Files.readString(Path.of("payara/purge.sh"))).contains(ends + " \"${options[@]}\"");
    assertThat(Files.readString(Path.of("payara/Containerfile")))
        .contains("ENTRYPOINT [\"/opt/roomservice/payara/run.sh\"");
    assertThat(container(manifest("StatefulSet").getAsJsonObject("spec")).has("command")).isFalse();
    assertThat(Files.readString(Path.of("payara/server.asadmin")))
        .contains("create-jvm-options \"-XX\\\\:+ExitOnOutOfMemoryError\"")
        .contains("create-jvm-options \"-XX\\\\:-" + dumps + "\"");
    for (String place : List.of("payara/wildfly.cli", "src/docs/operations.md")) {
      assertThat(Files.readString(Path.of(place))).contains("PREPEND_JAVA_OPTS=" + ends);
    }
    try (Stream<Path> shipped = Files.walk(Path.of("payara"))) {
      for (Path each : shipped.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(each)).doesNotContain("+" + dumps, "-XX:-ExitOnOutOfMemory");
      }
    }
  }

  @Test
  void theImageHasWhateverRunShReads() throws IOException {
    String image = Files.readString(Path.of("payara/Containerfile"));
    Matcher read =
        Pattern.compile("\\$here/(?:\\$log)?([\\w.-]+)")
            .matcher(Files.readString(Path.of("payara/run.sh")));

    assertThat(read.results().map(found -> found.group(1)))
        .contains("postdeploy.txt", "-logging.properties")
        .allMatch(image::contains);
  }

  /** Whatever the umask of who starts it. */
  @Test
  void everyScriptKeepsWhatItWritesToItsUser() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("payara"))) {
      List<Path> scripts = files.filter(file -> file.toString().endsWith(".sh")).toList();
      assertThat(scripts).hasSizeGreaterThan(1);
      for (Path script : scripts) {
        String commands = Files.readString(script).replaceAll("(?s)<<'END'.*?\nEND\n", "");
        Matcher writes = WRITES.matcher(commands);
        assertThat(writes.find()).as("%s writes", script).isTrue();
        assertThat(commands.indexOf("\numask 077\n"))
            .as(script.toString())
            .isBetween(0, writes.start());
      }
    }
  }

  @Test
  void nginxLogsNoQueryStrings() throws IOException {
    String conf = Files.readString(Path.of("payara/nginx.conf"));
    String format = conf.replaceAll("(?s).*(log_format .*?;).*", "$1");

    assertThat(format).contains("$uri").doesNotContain("$request_uri");
    assertThat(conf).doesNotContain("$args", "$query_string", "$http_referer");
    assertThat(format).doesNotContainPattern("\\$request\\b(?!_)");
    assertThat(conf).containsPattern("error_log \\S+ emerg;");
  }

  @Test
  void nginxPassesOnWhereRequestsComeFromAndNoLargeBodies() throws IOException {
    assertThat(Files.readString(Path.of("payara/nginx.conf")))
        .contains("proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;")
        .contains("proxy_set_header X-Forwarded-Proto $scheme;")
        .contains("proxy_set_header Forwarded \"\";")
        .contains("client_max_body_size 64k;")
        .contains("keepalive_timeout 20s;") // the servers end idle connections after 30 s
        .contains("keepalive 64;")
        .doesNotContain("ip_hash", "sticky");
  }

  private static JsonObject manifest(String kind) throws IOException {
    return YamlFile.documents(KUBERNETES).stream()
        .filter(document -> kind(document).equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static String kind(JsonObject document) {
    return document.get("kind").getAsString();
  }

  private static JsonObject pod(JsonObject nodes) {
    return nodes.getAsJsonObject("template").getAsJsonObject("spec");
  }

  private static JsonObject container(JsonObject nodes) {
    return pod(nodes).getAsJsonArray("containers").get(0).getAsJsonObject();
  }

  private static String environment(String setting) {
    return setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }
}
