package org.rtcroom.server;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR as it is shipped, read from {@code target}, and what a test puts into it. */
public final class ShippedWar {

  private ShippedWar() {}

  /** The WAR with nothing changed. */
  public static WebArchive alone() {
    return ShrinkWrap.create(ZipImporter.class, "roomservice.war")
        .importFrom(new File(System.getProperty("it.war")))
        .as(WebArchive.class);
  }

  /** The WAR with that class, as a file in that folder. */
  public static Path with(Class<?> bean, Path folder) {
    File file = folder.resolve("with" + bean.getSimpleName() + ".war").toFile();
    alone().addClass(bean).as(ZipExporter.class).exportTo(file, true);
    return file.toPath();
  }

  /** The WAR with a {@link ShiftedClock} and the given classes, and AssertJ for their use. */
  public static WebArchive with(Class<?>... classes) {
    return alone().addClasses(classes).addClass(ShiftedClock.class).addAsLibraries(assertJ());
  }

  /** The WAR with a {@link ShiftedClock} and every integration test that runs inside it. */
  static WebArchive withTests() {
    return with()
        .addPackages(true, Filters.include(".*(?<!Fault)IT(\\$.*)?\\.class"), "org.rtcroom")
        .addPackage(ShippedWar.class.getPackage());
  }

  private static File assertJ() {
    try {
      return new File(Assertions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path entry is always a URI", e);
    }
  }
}
