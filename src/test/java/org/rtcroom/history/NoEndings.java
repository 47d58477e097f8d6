package org.rtcroom.history;

import java.sql.Connection;
import java.util.List;
import org.rtcroom.chain.Endings;

/** For tests in which nothing stands outside the database. */
final class NoEndings implements Endings {

  @Override
  public void erased(Connection connection, String chain, List<Long> lines) {}

  @Override
  public void keyRevoked(Connection connection, String keyId) {}
}
