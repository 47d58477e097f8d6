package org.rtcroom.identity;

import java.util.Set;

/**
 * What somebody may do who shows a certain API key. The key's own text is kept nowhere.
 *
 * @param name by which the access log tells keys apart
 */
public record ApiKey(String name, Set<Role> roles) {

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

  /** Whether the key has one of these roles. */
  public boolean hasOneOf(Set<Role> wanted) {
    return roles.stream().anyMatch(wanted::contains);
  }
}
