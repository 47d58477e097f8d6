package org.rtcroom.chain;

import java.sql.Connection;
import java.util.List;

/**
 * What was ended for good, as it stands outside the database, too: so that it can be ended again if
 * a backup is put back that knows nothing of it. Names nobody.
 */
public interface Endings {

  /**
   * The id that stands for the service itself where it ends again what was ended before: as that of
   * the API key in the act.
   */
  String AGAIN = "restored";

  /**
   * Lines whose parts are ended by one act. More are ended by several, so that no line of a record
   * and none of the file outside grows with the session.
   */
  int MOST_LINES = 10_000;

  /**
   * The personal parts of some lines were removed.
   *
   * @param connection of the transaction that removes them
   */
  void erased(Connection connection, String chain, List<Long> lines);

  /**
   * An API key was ended.
   *
   * @param connection of the transaction that ends it
   */
  void keyRevoked(Connection connection, String keyId);
}
