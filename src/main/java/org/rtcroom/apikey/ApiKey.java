package org.rtcroom.apikey;

import java.util.Set;

/**
 * An API key and the roles of its holder. The key's own text is kept nowhere.
 *
 * @param id the name of the key in the access log, never given out again; not a secret
 * @param name for people; two keys may have the same
 */
public record ApiKey(String id, String name, Set<Role> roles) {

  /** The purposes of keys. The names are recorded: they never change meaning. */
  public enum Role {
    /** A back end that opens sessions and asks for tickets. */
    INTEGRATOR,
    /** A person who watches over the service and sees no names, addresses or events. */
    OPERATOR,
    /** A person who reads and verifies the audit history. */
    AUDITOR,
    /** A person who gives out keys and checks the settings. */
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
   * Whether one key may have all these roles: an administrator, who gives out keys, must not be the
   * auditor who examines their use.
   */
  public static boolean compatible(Set<Role> roles) {
    return !roles.isEmpty() && !roles.containsAll(Set.of(Role.ADMIN, Role.AUDITOR));
  }

  /** Whether the key has one of these roles. */
  public boolean hasOneOf(Set<Role> wanted) {
    return roles.stream().anyMatch(wanted::contains);
  }
}
