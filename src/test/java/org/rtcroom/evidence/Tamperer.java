package org.rtcroom.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Somebody who owns the database and knows the formats. In statements and places, {@code {met}} is
 * the id of the session in that room, {@code {first}} and {@code {second}} are the access logs of
 * the two starts, {@code {login}} is the line of the first login, {@code {last}} is the number of
 * the last checkpoint, {@code {covering}} of the last one over {@code {met}}, which had ended by
 * then: one may have come while it was open.
 */
final class Tamperer implements AutoCloseable {

  private final Connection connection;
  private final Path privateKey;
  private final Map<String, String> names = new LinkedHashMap<>();

  Tamperer(Connection connection, Path privateKey) throws SQLException {
    this.connection = connection;
    this.privateKey = privateKey;
    try (Statement statement = connection.createStatement()) {
      nameSessions(statement);
      ResultSet logs =
          statement.executeQuery("select chain from access_head order by started_millis");
      for (String name : new String[] {"first", "second"}) {
        names.put(name, logs.next() ? logs.getString(1) : "none");
      }
      ResultSet last = statement.executeQuery("select max(number) from checkpoint");
      last.next();
      names.put("last", last.getString(1));
      names.put("next", "" + (last.getLong(1) + 1));
      if (names.containsKey("met")) {
        names.put("past", names.get("met").replaceFirst("^.{8}", "019a0000"));
      }
      nameCovers();
      nameKeys(statement);
    }
  }

  /**
   * The first session of a room; erased rooms, which have no name, by the order in which they were.
   */
  private void nameSessions(Statement statement) throws SQLException {
    Iterator<String> erased = List.of("erased", "early").iterator();
    ResultSet rooms =
        statement.executeQuery(
            "select room_id, session_id from session_head order by opened_millis, session_id");
    while (rooms.next()) {
      String room = rooms.getString(1);
      names.putIfAbsent(room.startsWith("~") ? erased.next() : room, rooms.getString(2));
    }
  }

  private void nameCovers() throws SQLException {
    String last = "select coalesce(max(number), -1) from checkpoint_leaf where chain = ";
    names.put("covering", text(last + "'{met}'"));
    String firstStart =
        " and number < (select min(number) from checkpoint_leaf where chain = '{second}')";
    long old = number(last + "'{covered}'" + firstStart);
    names.put("old", "" + old);
    names.put("after", "" + (old + 1));
    names.put("leaving", text(last + "'{banned}'"));
    names.put(
        "login",
        text(
            told(
                "select min(seq) from access_line where chain = '{first}' and kind = 'LOGGED_IN'")));
    names.put("logged", text(last + "'{first}'"));
  }

  /** {@code {key:desk}} is the id of the key of that name. */
  private void nameKeys(Statement statement) throws SQLException {
    ResultSet keys = statement.executeQuery("select name, key_id from api_key");
    while (keys.next()) {
      names.put("key:" + keys.getString(1), keys.getString(2));
    }
  }

  /** A text with the names in it replaced by what they stand for. */
  String told(String text) {
    String told = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      told = told.replace("{" + name.getKey() + "}", name.getValue());
    }
    return told;
  }

  /** Executes statements, each with all of these parameters. */
  void sql(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(told(sql))) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      if (statement.executeUpdate() == 0) {
        throw new SQLException("nothing to tamper with: " + told(sql));
      }
    }
  }

  void all(String... statements) throws SQLException {
    for (String statement : statements) {
      sql(statement);
    }
  }

  /** Changes text that is stored as bytes. */
  void edit(String table, String column, String where, UnaryOperator<String> change)
      throws SQLException {
    String before = new String(bytes(column, table, where), StandardCharsets.UTF_8);
    String after = change.apply(before);
    if (after.equals(before)) {
      throw new SQLException("nothing to tamper with: " + before);
    }
    sql(
        "update " + table + " set " + column + " = ? where " + where,
        after.getBytes(StandardCharsets.UTF_8));
  }

  byte[] bytes(String column, String table, String where) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                told("select " + column + " from " + table + " where " + where))) {
      rows.next();
      return rows.getBytes(1);
    }
  }

  String text(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(told(query))) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** All of them, in ascending order of their characters. */
  List<String> texts(String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(told(query))) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    Collections.sort(texts);
    return texts;
  }

  long number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(told(query))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Adds a line to a chain, with the right hashes, and moves its head, as the service would. */
  void append(String sort, String chain, String kind, String details) throws SQLException {
    boolean session = sort.equals("session");
    String head = sort + "_head";
    String where = told((session ? "session_id" : "chain") + " = '" + chain + "'");
    long seq = number("select last_seq from " + head + " where " + where) + 1;
    byte[] previous = bytes("last_hash", head, where);
    String table = sort + "_line";
    sql(
        "insert into "
            + table
            + " select chain, seq + 1, format, at_millis, '"
            + kind
            + "', ?, ?, ?, hash from "
            + table
            + " where chain = '"
            + chain
            + "' and seq = "
            + (seq - 1),
        told(details).getBytes(StandardCharsets.UTF_8),
        new byte[0],
        previous);
    rehash(told(chain), seq);
    sql(
        "update " + head + " set last_seq = ?, last_hash = ? where " + where,
        seq,
        bytes("hash", table, told("chain = '" + chain + "' and seq = " + seq)));
  }

  /** When a key was confirmed, in milliseconds since 1970. */
  long confirmed(String key) throws SQLException {
    String id = told("\"id\":\"" + key + "\"");
    try (Statement statement = connection.createStatement();
        ResultSet lines =
            statement.executeQuery(
                "select at_millis, details from access_line where kind = 'KEY_CONFIRMED'")) {
      while (lines.next()) {
        if (new String(lines.getBytes(2), StandardCharsets.UTF_8).contains(id)) {
          return lines.getLong(1);
        }
      }
    }
    throw new SQLException("nobody confirmed " + key);
  }

  /** As {@link #append}, with a good signature: what the service itself must not do. */
  void appendSigned(String sort, String chain, String kind, String details) throws Exception {
    append(sort, chain, kind, details);
    String table = sort + "_line";
    String own = "chain = '" + told(chain) + "'";
    long seq = number("select max(seq) from " + table + " where " + own);
    String where = own + " and seq = " + seq;
    byte[] signature = signature("rtcroom.act", bytes("hash", table, where));
    String signed =
        "\"signature\":\"%s\",\"signedBy\":\"%s\""
            .formatted(
                HexFormat.of().formatHex(signature), text("select max(key_id) from checkpoint"));
    edit(table, "details", where, before -> inOrder(before, signed));
    rehash(told(chain), seq);
    String head = sort.equals("session") ? "session_id" : "chain";
    sql(
        "update " + sort + "_head set last_hash = ? where " + head + " = '" + chain + "'",
        bytes("hash", table, where));
  }

  /** Behind the last field whose name comes before, as canonical JSON wants it. */
  private static String inOrder(String details, String signed) {
    int since = details.indexOf(",\"since\":");
    int until = details.indexOf(",\"until\":");
    int before = since >= 0 ? since : until >= 0 ? until : details.length() - 1;
    return details.substring(0, before) + "," + signed + details.substring(before);
  }

  /** Makes the hash of one line fit its content. */
  void rehash(String chain, long seq) throws SQLException {
    String table =
        number("select count(*) from session_line where chain = '" + chain + "'") > 0
            ? "session_line"
            : "access_line";
    String where = told("chain = '" + chain + "' and seq = " + seq);
    sql("update " + table + " set hash = ? where " + where, hash(table, where));
  }

  /** Makes all hashes of a session and its head fit, from its first line on. */
  void recompute(String chain) throws SQLException {
    byte[] previous = new byte[32];
    long last = number("select max(seq) from session_line where chain = '" + chain + "'");
    for (long seq = 0; seq <= last; seq++) {
      String where = told("chain = '" + chain + "' and seq = " + seq);
      sql("update session_line set previous_hash = ? where " + where, previous);
      rehash(chain, seq);
      previous = bytes("hash", "session_line", where);
    }
    sql(
        "update session_head set last_seq = ?, last_hash = ? where session_id = '" + chain + "'",
        last,
        previous);
  }

  private byte[] hash(String table, String where) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet line =
            statement.executeQuery(
                "select format, chain, seq, at_millis, kind, details, commitment, previous_hash"
                    + " from "
                    + table
                    + " where "
                    + where)) {
      line.next();
      return sha256(
          fields(
              "rtcroom.line",
              line.getLong(1),
              line.getString(2),
              line.getLong(3),
              line.getLong(4),
              line.getString(5),
              line.getBytes(6),
              line.getBytes(7),
              line.getBytes(8)));
    }
  }

  /** Makes the hash of a checkpoint fit its body and signature. */
  void rehashCheckpoint(String number) throws SQLException {
    String where = "number = " + number;
    byte[] signed = fields("rtcroom.checkpoint", 1L, bytes("body", "checkpoint", where));
    byte[] signature = fields((Object) bytes("signature", "checkpoint", where));
    byte[] both =
        ByteBuffer.allocate(signed.length + signature.length).put(signed).put(signature).array();
    sql("update checkpoint set hash = ? where " + where, sha256(both));
  }

  /** Signs a checkpoint anew, with the service's own key. */
  void sign(String number) throws Exception {
    byte[] body = bytes("body", "checkpoint", "number = " + number);
    byte[] signature = signature("rtcroom.checkpoint", body);
    sql("update checkpoint set signature = ? where number = " + number, signature);
    rehashCheckpoint(number);
  }

  /** By the service's own key. */
  byte[] signature(String domain, byte[] document) throws Exception {
    String pem = Files.readString(privateKey).replaceAll("-----[A-Z ]*-----|\\s", "");
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))));
    signature.update(fields(domain, 1L, document));
    return signature.sign();
  }

  /** As a purge would leave it, under a rule that nobody made. */
  byte[] tombstone(String chain, long last) throws SQLException {
    String where = "chain = '" + chain + "' and seq = " + last;
    long closed = number("select at_millis from session_line where " + where);
    return told("{\"at\":%d,\"chain\":\"%s\",\"lastHash\":\"%s\",\"lastSeq\":%d,\"period\":86400000,"
                .formatted(
                    closed + 90_000_000,
                    chain,
                    HexFormat.of().formatHex(bytes("hash", "session_line", where)),
                    last)
            + "\"retention\":\"standard\",\"rule\":{\"chain\":\"{first}\",\"seq\":1}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A change to a key of the forger's own. */
  byte[] keyChange() throws Exception {
    byte[] key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();
    String id = HexFormat.of().formatHex(sha256(key)).substring(0, 16);
    String old =
        number("select count(*) from checkpoint") > 0
            ? text("select max(key_id) from checkpoint")
            : "";
    names.put("forger", id);
    return ("{\"new\":\""
            + id
            + "\",\"newKey\":\""
            + HexFormat.of().formatHex(key)
            + "\",\"number\":1,\"old\":\""
            + old
            + "\",\"time\":1769860900000}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Up to that byte, or from it on, of two parts put together. */
  static byte[] joined(byte[] one, byte[] other, int at, boolean upTo) {
    byte[] both = ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    return upTo ? Arrays.copyOf(both, at) : Arrays.copyOfRange(both, at, both.length);
  }

  static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Each with its length before it. */
  private static byte[] fields(Object... values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object value : values) {
      byte[] bytes =
          value instanceof Long number
              ? ByteBuffer.allocate(8).putLong(number).array()
              : value instanceof String text
                  ? text.getBytes(StandardCharsets.UTF_8)
                  : (byte[]) value;
      out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
