#!/usr/bin/env bash
# A workbook that fastexcel 0.20.2 wrote (by opczip 1.2.0) is read by java.util.zip.ZipFile, which goes by the directory at
# the end, but not by java.util.zip.ZipInputStream, which goes from entry to entry: it stops with a ZipException at the end of
# the first one ("invalid entry size"). The sizes that follow each entry are written in eight bytes, while nothing in the
# entry's own header says so.
#
# Expected: an Office Open XML file is a ZIP file that both of the JDK's own readers can read.
# What follows: filters that unpack attachments as they pass (and any test that reads the answer of a request as a stream) refuse
# such a workbook; write it to a file and read it by its directory.
#
# Needs a JDK from 17 on and Maven.
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
      <groupId>org.dhatim</groupId>
      <artifactId>fastexcel</artifactId>
      <version>0.20.2</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Streams.java <<'JAVA'
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

public class Streams {

  public static void main(String[] arguments) throws Exception {
    try (FileOutputStream out = new FileOutputStream("rooms.xlsx");
        Workbook workbook = new Workbook(out, "finding", null)) {
      Worksheet sheet = workbook.newWorksheet("rooms");
      sheet.inlineString(0, 0, "00123");
    }
    System.out.println("java " + Runtime.version().feature() + ", fastexcel 0.20.2");
    try (ZipFile zip = new ZipFile("rooms.xlsx")) {
      String sheet =
          new String(zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml")).readAllBytes(), "UTF-8");
      System.out.println("ZipFile: " + zip.size() + " entries, the cell is there: " + sheet.contains("00123"));
    }
    try (ZipInputStream zip = new ZipInputStream(new FileInputStream("rooms.xlsx"))) {
      int entries = 0;
      while (zip.getNextEntry() != null) {
        entries++;
      }
      System.out.println("ZipInputStream: " + entries + " entries");
    } catch (ZipException e) {
      System.out.println("ZipInputStream: " + e.getMessage().replaceAll("[0-9]+ bytes", "N bytes"));
    }
  }
}
JAVA
java -cp 'lib/*' Streams.java | tee seen

grep -q '^ZipFile: .* the cell is there: true$' seen
grep -qF 'ZipInputStream: invalid entry size (expected 0 but got N bytes)' seen
