package org.rtcroom.kernel;

/** How a user was identified. The names are recorded: they never change meaning. */
public enum Proof {
  /** No user was: the service itself acted, or the operation asks for no user. */
  NONE,
  /** The client said so and showed nothing for it. */
  DECLARED,
  /** By a userSig, signed with the application's key. */
  TICKET,
  /** By a token that login had issued for a userSig. */
  TOKEN,
  /** No user was: a back end or a person of the enterprise showed an API key. */
  API_KEY
}
