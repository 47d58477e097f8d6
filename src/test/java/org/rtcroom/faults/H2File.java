package org.rtcroom.faults;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The H2 file of a node that does not run, for whoever spoils it. Hashes a line as
 * journal-format.md says.
 */
final class H2File implements AutoCloseable {

  private static final String NAME = "roomservice";
  private static final String DOMAIN = "rtcroom.line";

  private final Connection connection;

  private H2File(Connection connection) {
    this.connection = connection;
  }

  static H2File in(Path home) throws SQLException {
    String url = "jdbc:h2:file:" + home.resolve(NAME) + ";IFEXISTS=TRUE;WRITE_DELAY=0";
    return new H2File(DriverManager.getConnection(url, NAME, NAME));
  }

  /** Changes the last line of a room's session, and nothing that shows it. */
  void change(String roomId) throws SQLException {
    execute(
        "update session_line set at_millis = at_millis + 1 where seq = ? and chain = ?",
        lastSeq(roomId),
        chain(roomId));
  }

  /** Makes the last line one of a later version's, whose hash is right. */
  void makeLaterVersions(String roomId, String kind) throws Exception {
    long seq = lastSeq(roomId);
    String chain = chain(roomId);
    execute("update session_line set kind = ? where seq = ? and chain = ?", kind, seq, chain);
    byte[] hash = hash(chain, seq);
    execute("update session_line set hash = ? where seq = ? and chain = ?", hash, seq, chain);
    execute("update session_head set last_hash = ? where session_id = ?", hash, chain);
  }

  private byte[] hash(String chain, long seq) throws Exception {
    String query = "select * from session_line where chain = ? and seq = ?";
    try (PreparedStatement statement = prepared(query, chain, seq);
        ResultSet line = statement.executeQuery()) {
      line.next();
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] field :
          new byte[][] {
            text(DOMAIN),
            number(line.getInt("format")),
            text(chain),
            number(seq),
            number(line.getLong("at_millis")),
            text(line.getString("kind")),
            line.getBytes("details"),
            line.getBytes("commitment"),
            line.getBytes("previous_hash")
          }) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, field.length));
        digest.update(field);
      }
      return digest.digest();
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(0, number).array();
  }

  private String chain(String roomId) throws SQLException {
    return head("session_id", roomId);
  }

  private long lastSeq(String roomId) throws SQLException {
    return Long.parseLong(head("last_seq", roomId));
  }

  private String head(String column, String roomId) throws SQLException {
    String query = "select " + column + " from session_head where room_id = ?";
    try (PreparedStatement statement = prepared(query, roomId);
        ResultSet head = statement.executeQuery()) {
      head.next();
      return head.getString(1);
    }
  }

  private void execute(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(sql, values)) {
      statement.executeUpdate();
    }
  }

  private PreparedStatement prepared(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
