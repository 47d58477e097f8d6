package org.rtcroom.identity.store;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.persistence.jpa.PersistenceProvider;

/** A persistence unit of the one entity, over H2 in memory. */
final class GenerationUnit {

  private GenerationUnit() {}

  static EntityManagerFactory inMemory() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    return new PersistenceProvider()
        .createContainerEntityManagerFactory(
            unit(),
            Map.of(
                "jakarta.persistence.jdbc.url", url,
                "jakarta.persistence.jdbc.driver", "org.h2.Driver",
                "jakarta.persistence.schema-generation.database.action", "create",
                "eclipselink.weaving", "false",
                "eclipselink.logging.level", "OFF",
                "eclipselink.connection-pool.default.max", "8"));
  }

  private static PersistenceUnitInfo unit() {
    URL here = GenerationUnit.class.getProtectionDomain().getCodeSource().getLocation();
    Map<String, Object> answers =
        Map.ofEntries(
            Map.entry("getPersistenceUnitName", "generations"),
            Map.entry("getTransactionType", PersistenceUnitTransactionType.RESOURCE_LOCAL),
            Map.entry("getManagedClassNames", List.of(UserGeneration.class.getName())),
            Map.entry("getMappingFileNames", List.of()),
            Map.entry("getJarFileUrls", List.of()),
            Map.entry("getPersistenceUnitRootUrl", here),
            Map.entry("excludeUnlistedClasses", true),
            Map.entry("getSharedCacheMode", SharedCacheMode.NONE),
            Map.entry("getValidationMode", ValidationMode.NONE),
            Map.entry("getProperties", new Properties()),
            Map.entry("getPersistenceXMLSchemaVersion", "3.1"),
            Map.entry("getClassLoader", GenerationUnit.class.getClassLoader()),
            Map.entry("getNewTempClassLoader", GenerationUnit.class.getClassLoader()));
    return (PersistenceUnitInfo)
        Proxy.newProxyInstance(
            GenerationUnit.class.getClassLoader(),
            new Class<?>[] {PersistenceUnitInfo.class},
            (proxy, method, arguments) -> answers.get(method.getName()));
  }
}
