#!/usr/bin/env bash
# H2 2.2.224 keeps a database in a file of chunks, writes over chunks in which nothing is in use any more, and moves what little
# is in use out of others, so that a file stays in proportion to what it holds. With WRITE_DELAY=0, which is how a commit is written
# before it is answered, it never moves anything while the database is open: its thread that does so is the one that writes late,
# and there is none. 4,000 commits that each change one of 300 short rows and add a row make a file dozens of times as large
# as what is in it, which only closing the database ends, and RETENTION_TIME=0 does not help.
#
# Expected: how late a commit may be written says nothing about how the space of outdated ones is used again.
# What follows: a service with durable commits fills its disk in proportion to its commits, not to its data. Its file has to be
# compacted by MVStore's own API, or the database closed now and then.
#
# Needs a JDK from 17 on and Maven.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=com.h2database:h2:2.2.224 -DoutputDirectory=lib

cat > Commits.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

public class Commits {

  public static void main(String[] options) throws Exception {
    Path file = Path.of("data-" + options[0] + ".mv.db");
    String url = "jdbc:h2:./data-" + options[0] + ";RETENTION_TIME=0;WRITE_DELAY=" + options[0];
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("create table room (id int primary key, version int, note varchar)");
      statement.execute("create index room_by_note on room (note)");
      statement.execute("create table line (room int, version int, primary key (room, version))");
      for (int i = 0; i < 300; i++) {
        statement.execute("insert into room values (" + i + ", 0, 'note " + i + "')");
      }
      for (int i = 0; i < 4_000; i++) {
        int room = i * 7 % 300;
        statement.execute(
            "update room set version = " + i + ", note = 'note " + i + "' where id = " + room);
        statement.execute("insert into line values (" + room + ", " + i + ")");
      }
      Thread.sleep(3_000); // time to tidy up, were there somebody to do it
      System.out.print(Files.size(file) / 1024 + " ");
      statement.execute("shutdown compact");
    } catch (java.sql.SQLException closed) {
      // the command closed it
    }
    System.out.println(Files.size(file) / 1024);
  }
}
JAVA
javac -d . Commits.java

java -version 2>&1 | head -1
ls lib
read -r late late_needed < <(java -cp '.:lib/*' Commits 500)
read -r durable durable_needed < <(java -cp '.:lib/*' Commits 0)
echo "WRITE_DELAY=500: $late KB while open, $late_needed KB compacted"
echo "WRITE_DELAY=0:   $durable KB while open, $durable_needed KB compacted"

if ((durable < 20 * durable_needed)); then
  echo "changed: durable commits now leave a file of less than 20 times what it holds"
  exit 1
fi
if ((late > durable / 5)); then
  echo "changed: late commits now leave a file that is nearly as large"
  exit 1
fi
echo 'as described'
