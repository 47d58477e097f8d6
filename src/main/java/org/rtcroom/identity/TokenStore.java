package org.rtcroom.identity;

/**
 * Keeps one number per user, the generation. Login and logout increase it, and a token is good only
 * while its own generation is among the newest.
 */
public interface TokenStore {

  /**
   * Increases the user's generation, durably when this returns. A user never seen before starts
   * from 0. Two calls for one user, on whatever node, never return the same number.
   *
   * @param by how much, at least 1
   * @return the new generation
   */
  long advance(UserId user, int by);

  /** The user's generation; 0 for a user never seen before. */
  long generation(UserId user);
}
