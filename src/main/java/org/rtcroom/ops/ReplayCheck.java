package org.rtcroom.ops;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.rtcroom.room.RoomReplay;

/** No request is to be served before the open rooms are back. */
@ApplicationScoped
public class ReplayCheck implements ReadinessCheck {

  @EJB RoomReplay replay;

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public Optional<String> obstacle() {
    return replay.ready() ? Optional.empty() : Optional.of("rooms are being brought back");
  }
}
