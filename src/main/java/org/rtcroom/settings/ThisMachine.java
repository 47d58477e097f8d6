package org.rtcroom.settings;

import java.util.regex.Pattern;

/** The names of the machine that a process runs on, within which nobody listens. */
public final class ThisMachine {

  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(?:\\.[0-9]{1,3}){3}|\\[?::1\\]?");

  private ThisMachine() {}

  /**
   * Whether a host is this machine for certain. No name server is asked.
   *
   * @param host a name or an address, an IPv6 address with or without brackets
   */
  public static boolean is(String host) {
    return LOOPBACK.matcher(host).matches();
  }
}
