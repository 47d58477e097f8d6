package org.rtcroom.kernel;

/**
 * Whether what is recorded here may be served. A database that was put back from a backup is only
 * read until an operator has said that he knows: nothing of its sessions goes on by itself.
 */
public interface Serving {

  /** False as long as nobody knows. Never waits. */
  boolean allowed();
}
