package org.rtcroom.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name this node signs its lines with: setting {@code roomservice.node}, else the host's. */
@ApplicationScoped
public class NodeName {

  private static final int LONGEST = 64;

  private String name;

  /** For CDI's proxies only. */
  @SuppressWarnings("NullAway.Init")
  protected NodeName() {}

  @Inject
  public NodeName(Settings settings) {
    String chosen = settings.text("roomservice.node", hostName());
    name = chosen.substring(0, Math.min(LONGEST, chosen.length()));
  }

  public String name() {
    return name;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "node";
    }
  }
}
