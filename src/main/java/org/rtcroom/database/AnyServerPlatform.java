package org.rtcroom.database;

import jakarta.transaction.TransactionManager;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import org.eclipse.persistence.platform.server.ServerPlatformBase;
import org.eclipse.persistence.sessions.DatabaseSession;
import org.eclipse.persistence.sessions.ExternalTransactionController;
import org.eclipse.persistence.transaction.JTATransactionController;

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
    return ServerTransactions.class;
  }

  /** Finds the server's transaction manager under the first of the names known for it. */
  public static class ServerTransactions extends JTATransactionController {

    /** Payara's name, then WildFly's. */
    private static final List<String> NAMES =
        List.of("java:appserver/TransactionManager", "java:jboss/TransactionManager");

    @Override
    @SuppressWarnings("BanJNDI") // the names are constants
    protected TransactionManager acquireTransactionManager() throws NamingException {
      InitialContext context = new InitialContext();
      NamingException unknown = new NameNotFoundException("no transaction manager at " + NAMES);
      for (String name : NAMES) {
        try {
          return (TransactionManager) context.lookup(name);
        } catch (NamingException e) {
          unknown.addSuppressed(e);
        }
      }
      throw unknown;
    }
  }
}
