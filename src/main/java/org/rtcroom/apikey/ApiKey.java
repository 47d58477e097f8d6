package org.rtcroom.apikey;

import java.util.Set;

/**
 * What somebody may do who shows a certain API key. The key's own text is kept nowhere.
 *
 * @param id by which the access log tells keys apart for ever; not a secret
 * @param name for people; two keys may have the same
 */
public record ApiKey(String id, String name, Set<Role> roles) {

  /** What a key is given out for. The names are recorded: they never change meaning. */
  public enum Role {
    /** A back end that opens sessions and asks for tickets. */
    INTEGRATOR,
    /** Somebody who watches over the service and sees no names, addresses or events. */
    OPERATOR,
    /** Somebody who reads and verifies the audit history. */
    AUDITOR,
    /** Somebody who gives out keys and checks the settings. */
    ADMIN
  }

  public ApiKey {
    roles = Set.copyOf(roles);
  }

  /** A key of which there is only one, so that its name is its id. */
  public ApiKey(String name, Set<Role> roles) {
    this(name, name, roles);
  }

  /**
   * Whether one key may have all these roles: who gives out keys must not also be who examines what
   * was done with them.
   */
  public static boolean compatible(Set<Role> roles) {
    return !roles.isEmpty() && !roles.containsAll(Set.of(Role.ADMIN, Role.AUDITOR));
  }

  /** Whether the key has one of these roles. */
  public boolean hasOneOf(Set<Role> wanted) {
    return roles.stream().anyMatch(wanted::contains);
  }
}
