package org.rtcroom.identity.store;

import jakarta.transaction.UserTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.Question;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.UserId;

/**
 * Does what the container does: each thread has a transaction of its own, whose connection is
 * committed with it. Says what happens to the next ones that are asked for.
 */
final class LocalTransactions {

  static final Pseudonyms PSEUDONYMS = new Pseudonyms(new byte[32]);

  /** Where connections come from. */
  interface Source {

    Connection connection() throws SQLException;
  }

  /** What goes wrong. */
  interface Mishap {

    void happen() throws SQLException;
  }

  /** What becomes of a connection before it is used. */
  interface Ending {

    void end(Connection connection) throws SQLException;
  }

  /** How often a connection was asked for. */
  final AtomicInteger asked = new AtomicInteger();

  private final ThreadLocal<Connection> current = new ThreadLocal<>();
  private final Source source;
  private volatile Mishap beforeConnecting = () -> {};
  private volatile Mishap beforeCommit = () -> {};
  private final AtomicReference<Ending> ending = new AtomicReference<>(connection -> {});

  private LocalTransactions(Source source) {
    this.source = source;
  }

  static LocalTransactions over(Source source) {
    return new LocalTransactions(source);
  }

  /** What our code is given. */
  Transactions transaction() {
    Transactions transaction = new Transactions();
    transaction.transaction = given(UserTransaction.class, this::control);
    transaction.database = given(DataSource.class, this::connect);
    return transaction;
  }

  GenerationRows tokenStore() {
    GenerationRows store = new GenerationRows();
    store.question = question();
    store.pseudonyms = PSEUDONYMS;
    return store;
  }

  RevocationRows revocations() {
    RevocationRows store = new RevocationRows();
    store.transaction = transaction();
    store.question = question();
    store.pseudonyms = PSEUDONYMS;
    return store;
  }

  /** What a start makes of rows of before. */
  ClearRows clearRows() {
    ClearRows rows = new ClearRows();
    rows.transactions = transaction();
    rows.pseudonyms = PSEUDONYMS;
    return rows;
  }

  /** Without a transaction: a connection is closed when our code closes it. */
  Question question() {
    Question question = new Question();
    question.database = given(DataSource.class, method -> connected(true));
    return question;
  }

  /** In a transaction of its own; gives the new generation. */
  long advance(UserId user, long by) {
    return transaction()
        .commitStatements(jdbc -> GenerationRows.advance(jdbc, PSEUDONYMS, Map.of(user, by)))
        .getOrDefault(user, 0L);
  }

  void beforeConnecting(Mishap mishap) {
    beforeConnecting = mishap;
  }

  void beforeCommit(Mishap mishap) {
    beforeCommit = mishap;
  }

  void endNextConnection(Ending how) {
    ending.set(how);
  }

  private interface Answer {

    @Nullable Object to(String method) throws SQLException;
  }

  private static <T> T given(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method.getName())));
  }

  private @Nullable Object control(String method) throws SQLException {
    switch (method) {
      case "begin" -> {}
      case "commit" -> end(true);
      case "rollback" -> end(false);
      default -> throw new UnsupportedOperationException(method);
    }
    return null;
  }

  private void end(boolean commit) throws SQLException {
    try (Connection connection = current.get()) {
      current.remove();
      if (commit) {
        beforeCommit.happen();
        connection.commit();
      } else if (connection != null) {
        connection.rollback();
      }
    }
  }

  private Connection connected(boolean autoCommit) throws SQLException {
    asked.incrementAndGet();
    beforeConnecting.happen();
    Connection connection = source.connection();
    connection.setAutoCommit(autoCommit);
    ending.getAndSet(unharmed -> {}).end(connection);
    return connection;
  }

  private Object connect(String method) throws SQLException {
    Connection connection = connected(false);
    current.set(connection);
    return Proxy.newProxyInstance(
        Connection.class.getClassLoader(),
        new Class<?>[] {Connection.class},
        (proxy, called, arguments) -> {
          try {
            return called.getName().equals("close") ? null : called.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
          }
        });
  }
}
