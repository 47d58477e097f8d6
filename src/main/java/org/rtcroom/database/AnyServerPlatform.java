package org.rtcroom.database;

import org.eclipse.persistence.platform.server.ServerPlatformBase;
import org.eclipse.persistence.sessions.DatabaseSession;
import org.eclipse.persistence.sessions.ExternalTransactionController;

/**
 * Lets one persistence.xml join the transactions of Payara and of WildFly alike. EclipseLink
 * creates it by name.
 */
public class AnyServerPlatform extends ServerPlatformBase {

  /** For EclipseLink only. */
  public AnyServerPlatform(DatabaseSession session) {
    super(session);
  }

  @Override
  public Class<? extends ExternalTransactionController> getExternalTransactionControllerClass() {
    return AnyServerTransactions.class;
  }
}
