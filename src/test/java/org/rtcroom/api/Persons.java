package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.api.Backend.succeeds;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rtcroom.apikey.ApiKey.Role;
import org.rtcroom.server.IssuedSecrets;
import org.rtcroom.server.Site;

/** Two administrators of a server, whom the demo key put in force, and the keys they give out. */
final class Persons {

  private static final Map<URI, Persons> AT = new ConcurrentHashMap<>();

  final Person first;
  final Person second;
  private final URI server;

  /** The holder of a key. */
  record Person(String keyId, ApiClient client) {

    /** Confirms a key. */
    JsonObject confirms(Person other) throws Exception {
      return succeeds(client.send("POST", "keys/" + other.keyId() + "/confirmation"));
    }
  }

  private Persons(Site site) throws Exception {
    server = site.base();
    ApiClient demo = ApiClient.withDemoKey(site);
    makeRoom(demo);
    first = given(demo, Role.ADMIN);
    second = given(demo, Role.ADMIN);
    for (Person each : List.of(first, second)) {
      assertThat(listed(demo, each).isNull("confirmed")).isFalse();
    }
  }

  /** The same two for all tests of a server. */
  static Persons at(Site site) throws Exception {
    Persons known = AT.get(site.base());
    if (known == null) {
      known = new Persons(site);
      AT.put(site.base(), known);
    }
    return known;
  }

  /** Ends the administrators of other tests: the demo key confirms two at a time. */
  private static void makeRoom(ApiClient demo) throws Exception {
    for (JsonObject key : demo.items("keys?limit=500")) {
      if (!key.isNull("confirmed") && key.getJsonArray("roles").toString().contains("ADMIN")) {
        demo.send("DELETE", "keys/" + key.getString("id"));
      }
    }
  }

  /** Somebody to whom a key is given. */
  Person given(ApiClient by, Role role) throws Exception {
    JsonObject wish =
        Json.createObjectBuilder()
            .add("name", "person")
            .add("roles", Json.createArrayBuilder().add(role.name()))
            .add("expires", Clock.systemUTC().instant().plus(Duration.ofHours(9)).toString())
            .build();
    JsonObject key = succeeds(by.send("POST", "keys", wish));
    String text = IssuedSecrets.note(key.getString("key"));
    return new Person(key.getString("id"), ApiClient.with(server, "Bearer " + text));
  }

  /** An auditor whose key one administrator gave out and the other confirmed. */
  Person auditor(Person giver) throws Exception {
    Person auditor = given(giver.client(), Role.AUDITOR);
    (giver == first ? second : first).confirms(auditor);
    return auditor;
  }

  private static JsonObject listed(ApiClient demo, Person person) throws Exception {
    return demo.items("keys?limit=500").stream()
        .filter(key -> key.getString("id").equals(person.keyId()))
        .findFirst()
        .orElseThrow();
  }
}
