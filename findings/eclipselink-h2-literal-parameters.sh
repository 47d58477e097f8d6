#!/usr/bin/env bash
# EclipseLink 4.0.7 binds the parameters of a query on H2 as long as they are only compared or assigned. As soon as one of them is
# an operand of +, of concat or of lower, the values of all parameters of that query become part of the text of the statement,
# also with eclipselink.logging.parameters=false. With the platform of PostgreSQL the same queries bind every parameter.
#
# Expected: a named parameter of JPQL is a parameter of the prepared statement, on every database.
# What follows: one statement text for each value (plans and statement caches fill up), and values in the log of SQL that a setting
# promises to keep out. What is hot or secret is better asked by a native query.
#
# Needs a JDK from 17 on and Maven. Nothing but H2 in memory is asked; the platform of PostgreSQL only writes SQL, which H2 runs.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.eclipse.persistence</groupId>
      <artifactId>org.eclipse.persistence.jpa</artifactId>
      <version>4.0.7</version>
    </dependency>
    <dependency>
      <groupId>com.h2database</groupId>
      <artifactId>h2</artifactId>
      <version>2.2.224</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

mkdir -p classes/META-INF
cat > classes/META-INF/persistence.xml <<'XML'
<persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
  <persistence-unit name="counters" transaction-type="RESOURCE_LOCAL">
    <provider>org.eclipse.persistence.jpa.PersistenceProvider</provider>
    <class>Queries$Counter</class>
  </persistence-unit>
</persistence>
XML

cat > Queries.java <<'JAVA'
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Persistence;
import java.util.Map;

public class Queries {

  @Entity(name = "Counter")
  public static class Counter {
    @Id public String id;
    public long hits;
    public String label;
  }

  public static void main(String[] platform) {
    try (var factory =
        Persistence.createEntityManagerFactory(
            "counters",
            Map.of(
                "jakarta.persistence.jdbc.url", "jdbc:h2:mem:" + platform[0],
                "jakarta.persistence.schema-generation.database.action", "create",
                "eclipselink.target-database", platform[0],
                "eclipselink.weaving", "false",
                "eclipselink.logging.level.sql", "FINE",
                "eclipselink.logging.parameters", "false"))) {
      EntityManager entities = factory.createEntityManager();
      entities.getTransaction().begin();
      entities
          .createQuery("select c from Counter c where c.hits = :hits")
          .setParameter("hits", 41L)
          .getResultList();
      entities
          .createQuery("update Counter c set c.hits = c.hits + :step where c.id = :id")
          .setParameter("step", 41L)
          .setParameter("id", "alice")
          .executeUpdate();
      entities
          .createQuery("select c from Counter c where concat(c.label, :tail) = :whole")
          .setParameter("tail", "-tail")
          .setParameter("whole", "head-tail")
          .getResultList();
      entities
          .createQuery("select c from Counter c where c.label = lower(:label)")
          .setParameter("label", "LABEL")
          .getResultList();
      entities.getTransaction().rollback();
    }
  }
}
JAVA
javac -cp 'lib/*' -d classes Queries.java

statements() {
  java -cp 'classes:lib/*' Queries "$1" 2>&1 | grep -oE '(SELECT|UPDATE) .*'
}

java -version 2>&1 | head -1
ls lib/org.eclipse.persistence.jpa-4* lib/h2-*
for platform in org.eclipse.persistence.platform.database.H2Platform PostgreSQL; do
  printf '\n%s\n' "${platform##*.}"
  statements "$platform" | tee "seen-${platform##*.}"
done

cat > wanted-H2Platform <<'SQL'
SELECT ID, HITS, LABEL FROM COUNTER WHERE (HITS = ?)
UPDATE COUNTER SET HITS = (HITS + 41) WHERE (ID = 'alice')
SELECT ID, HITS, LABEL FROM COUNTER WHERE ((LABEL || '-tail') = 'head-tail')
SELECT ID, HITS, LABEL FROM COUNTER WHERE (LABEL = LOWER('LABEL'))
SQL
cat > wanted-PostgreSQL <<'SQL'
SELECT ID, HITS, LABEL FROM COUNTER WHERE (HITS = ?)
UPDATE COUNTER SET HITS = (HITS + ?) WHERE (ID = ?)
SELECT ID, HITS, LABEL FROM COUNTER WHERE (LABEL || ? = ?)
SELECT ID, HITS, LABEL FROM COUNTER WHERE (LABEL = LOWER(?))
SQL
echo
for platform in H2Platform PostgreSQL; do
  diff "wanted-$platform" "seen-$platform" || { echo "changed: $platform"; exit 1; }
done
echo 'as described'
