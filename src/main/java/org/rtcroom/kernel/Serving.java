package org.rtcroom.kernel;

/**
 * Whether what is recorded here may be served. A database that was put back from a backup is only
 * read until an operator has acknowledged that: nothing of its sessions goes on by itself.
 */
public interface Serving {

  /** False as long as that is unknown. Never waits. */
  boolean allowed();
}
