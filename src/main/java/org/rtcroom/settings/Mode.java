package org.rtcroom.settings;

/** How strict the service is with its settings. Setting {@code roomservice.mode}, default demo. */
public enum Mode {
  /** Starts without any setting; missing ones are made up. Not for real calls. */
  DEMO,
  /** Refuses to start while anything that matters is missing or was made for demonstrations. */
  PRODUCTION
}
