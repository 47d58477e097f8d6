package org.rtcroom.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rtcroom.server.Site;
import org.rtcroom.weapp.ClientSession;

/** A server that is asked to stop writes what it has only counted so far, and that it stopped. */
abstract class OrderlyStop {

  private static final String USER = "stop_ann";
  private static final String TO_THE_END =
      "select l.kind, p.user_id from access_line l"
          + " left join access_person p on p.chain = l.chain and p.seq = l.seq"
          + " order by l.at_millis, l.seq";

  /** The server that is called. */
  protected abstract Site site();

  /** Asks it to stop and returns when it has. */
  protected abstract void stopTheServer();

  /** What it left. */
  protected abstract Connection database() throws SQLException;

  @Test
  void theAccessLogIsWrittenToItsEnd() throws SQLException {
    ClientSession ann = ClientSession.login(site().base(), "double_room", USER);
    assertThat(ann.call("delete_pusher", Map.of("roomID", "nowhere")).getInt("code")).isEqualTo(5);

    stopTheServer();

    List<String> lines = lines();
    assertThat(lines).contains("LOGGED_IN " + USER, "REFUSED " + USER);
    assertThat(lines).last().isEqualTo("STOPPED null");
  }

  private List<String> lines() throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection database = database();
        PreparedStatement query = database.prepareStatement(TO_THE_END);
        ResultSet line = query.executeQuery()) {
      while (line.next()) {
        lines.add(line.getString("kind") + " " + line.getString("user_id"));
      }
    }
    return lines;
  }
}
