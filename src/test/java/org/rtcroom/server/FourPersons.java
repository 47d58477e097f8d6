package org.rtcroom.server;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/**
 * Two administrators whom the demo key put in force, and two auditors, each given a key by one of
 * them and confirmed by the other.
 */
record FourPersons(
    DemoRecord admin, DemoRecord otherAdmin, DemoRecord auditor, DemoRecord otherAuditor) {

  /** Longer than any test, also where the server's clock is days behind. */
  private static final Duration GOOD_FOR = Duration.ofDays(30);

  /** A key that was given out. */
  record GivenKey(String id, String text) {}

  static FourPersons appointedBy(DemoRecord demo) throws Exception {
    DemoRecord admin = demo.with(given(demo, "ADMIN").text());
    DemoRecord otherAdmin = demo.with(given(demo, "ADMIN").text());
    return new FourPersons(
        admin, otherAdmin, auditor(admin, otherAdmin), auditor(otherAdmin, admin));
  }

  /** The same four, who use a server elsewhere. */
  FourPersons at(URI base) {
    return new FourPersons(
        admin.at(base), otherAdmin.at(base), auditor.at(base), otherAuditor.at(base));
  }

  private static DemoRecord auditor(DemoRecord giver, DemoRecord confirming) throws Exception {
    GivenKey key = given(giver, "AUDITOR");
    confirming.call("POST", "keys/" + key.id() + "/confirmation", JsonValue.EMPTY_JSON_OBJECT);
    return giver.with(key.text());
  }

  /** Gives out a key of that role. */
  static GivenKey given(DemoRecord by, String role) throws Exception {
    JsonObject wish =
        Json.createObjectBuilder()
            .add("name", "key of " + role)
            .add("roles", Json.createArrayBuilder().add(role))
            .add("expires", Clock.systemUTC().instant().plus(GOOD_FOR).toString())
            .build();
    JsonObject key = by.post("keys", wish);
    return new GivenKey(key.getString("id"), IssuedSecrets.note(key.getString("key")));
  }
}
