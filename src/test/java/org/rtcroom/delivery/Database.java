package org.rtcroom.delivery;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.rtcroom.server.PostgresProcess;

/** A database set up by our own migration and used through JPA without a container. */
final class Database implements AutoCloseable {

  private final DataSource source;
  private final String end;
  private final EntityManagerFactory factory;

  private Database(DataSource source, String end) throws SQLException, IOException {
    this.source = source;
    this.end = end;
    execute(Files.readString(Path.of("db", "migration", "V2__delivery.sql")));
    factory =
        new PersistenceProvider().createContainerEntityManagerFactory(new Unit(source), Map.of());
  }

  /** In memory. */
  static Database h2() throws SQLException, IOException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=5000");
    return new Database(source, "shutdown");
  }

  /** One at a time in that process. */
  static Database postgres(PostgresProcess process) throws SQLException, IOException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(process.url("postgres"));
    source.setUser("postgres");
    return new Database(source, "drop table delivery");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** In a transaction of its own. */
  <T> T inTransaction(Function<EntityManager, T> work) {
    EntityManager em = factory.createEntityManager();
    try {
      em.getTransaction().begin();
      T result = work.apply(em);
      em.getTransaction().commit();
      return result;
    } finally {
      if (em.getTransaction().isActive()) {
        em.getTransaction().rollback();
      }
      em.close();
    }
  }

  @Override
  public void close() throws SQLException {
    factory.close();
    execute(end);
  }

  /** What a server would read from persistence.xml. */
  private record Unit(DataSource source) implements PersistenceUnitInfo {

    @Override
    public String getPersistenceUnitName() {
      return "delivery-" + UUID.randomUUID();
    }

    @Override
    public String getPersistenceProviderClassName() {
      return PersistenceProvider.class.getName();
    }

    @Override
    public PersistenceUnitTransactionType getTransactionType() {
      return PersistenceUnitTransactionType.RESOURCE_LOCAL;
    }

    @Override
    @Nullable
    public DataSource getJtaDataSource() {
      return null;
    }

    @Override
    public DataSource getNonJtaDataSource() {
      return source;
    }

    @Override
    public List<String> getMappingFileNames() {
      return List.of();
    }

    @Override
    public List<URL> getJarFileUrls() {
      return List.of();
    }

    @Override
    public URL getPersistenceUnitRootUrl() {
      try {
        return Path.of("target", "classes").toUri().toURL();
      } catch (MalformedURLException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<String> getManagedClassNames() {
      return List.of(Delivery.class.getName());
    }

    @Override
    public boolean excludeUnlistedClasses() {
      return true;
    }

    @Override
    public SharedCacheMode getSharedCacheMode() {
      return SharedCacheMode.NONE;
    }

    @Override
    public ValidationMode getValidationMode() {
      return ValidationMode.NONE;
    }

    @Override
    public Properties getProperties() {
      Properties properties = new Properties();
      properties.setProperty("eclipselink.weaving", "false");
      properties.setProperty("eclipselink.logging.level", "WARNING");
      properties.setProperty("eclipselink.jdbc.batch-writing", "JDBC");
      return properties;
    }

    @Override
    public String getPersistenceXMLSchemaVersion() {
      return "3.0";
    }

    @Override
    public ClassLoader getClassLoader() {
      return Delivery.class.getClassLoader();
    }

    @Override
    public void addTransformer(ClassTransformer transformer) {}

    @Override
    public ClassLoader getNewTempClassLoader() {
      return getClassLoader();
    }
  }
}
