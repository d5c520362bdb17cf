package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.catalog.CatalogFactory;
import io.sluice.ingest.store.StoragesFactory;
import io.sluice.ledger.LedgerFactory;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.RunState;
import io.sluice.spec.report.RunReports;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar for clusters: what is in it, and that it runs on Spark's class path and nothing else. */
class ShadedJarIT {
  static final Path JAR = Path.of(System.getProperty("sluice.allJar"));
  private static final Path REVIEWED =
      Path.of(System.getProperty("sluice.jobs"), "runtime-dependencies.txt");
  private static final String RELOCATED = "io/sluice/shaded/";

  /** Of this test, and no part of a cluster's Spark. */
  private static final List<String> TEST_JARS =
      List.of(
          "junit",
          "archunit",
          "duckdb",
          "opentest4j",
          "apiguardian",
          "surefire",
          "spark-test",
          "hadoop-aws",
          "s3-transfer-manager",
          "netty-nio-client",
          "apache-client",
          "httpclient-",
          "httpcore-4");

  @TempDir private Path folder;
  private TestLake lake;
  private Path spec;

  @BeforeEach
  void makeLake() {
    lake = new TestLake(folder);
    lake.file("a.csv", "id,name\n1,하나\n2,two\nx,bad\n");
    lake.spec("schema:\n  - {name: id, type: int}\n  - {name: name, type: string}\n");
    spec = folder.resolve("spec.yml");
  }

  private static Set<String> reviewed(String kind) throws IOException {
    try (Stream<String> lines = Files.lines(REVIEWED)) {
      return lines
          .filter(line -> line.startsWith(kind + " "))
          .map(line -> line.split(" +", 3)[1])
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Without the ending, as in {@code io/sluice/jobs/IngestMain}. */
  private static Set<String> classesIn(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .collect(Collectors.toSet());
    }
  }

  private static List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(Path::of)
        .toList();
  }

  private static String name(Path jar) {
    return jar.getFileName().toString().replaceAll("\\.jar$", "");
  }

  @Test
  void carriesWhatWasReviewed() throws IOException {
    Set<String> inside = classesIn(JAR);
    Set<String> carried = new TreeSet<>();
    for (Path jar : classPath()) {
      boolean bundled =
          classesIn(jar).stream()
              .filter(type -> !type.startsWith("META-INF/"))
              .anyMatch(
                  type ->
                      inside.contains(type)
                          // Spark's own Parquet, of another version, has classes of the same names.
                          || (!type.startsWith("org/apache/parquet/")
                              && inside.contains(RELOCATED + type)));
      if (bundled) {
        carried.add(name(jar));
      }
    }
    assertEquals(reviewed("jar"), carried, "change " + REVIEWED + " together with the pom");
  }

  @Test
  void everyClassIsWhereItWasReviewed() throws IOException {
    Set<String> unused = reviewed("root");
    Set<String> roots = reviewed("root");
    Set<String> strays = new TreeSet<>();
    for (String type : classesIn(JAR)) {
      List<String> of = roots.stream().filter(root -> type.startsWith(root + "/")).toList();
      unused.removeAll(of);
      if (of.isEmpty()) {
        strays.add(type);
      }
    }
    assertEquals(Set.of(), strays, "classes outside the roots of " + REVIEWED);
    assertEquals(Set.of(), unused, "roots of " + REVIEWED + " that hold no class");
  }

  /** Ledgers and catalogs are found by these. */
  @Test
  void listsEveryFactoryOfItsModules() throws IOException {
    for (Class<?> service :
        List.of(LedgerFactory.class, CatalogFactory.class, StoragesFactory.class)) {
      String name = "META-INF/services/" + service.getName();
      Set<String> wanted = new TreeSet<>();
      for (Path jar : classPath()) {
        if (reviewed("jar").contains(name(jar))) {
          wanted.addAll(lines(jar, name));
        }
      }
      assertFalse(wanted.isEmpty(), name);
      assertEquals(wanted, lines(JAR, name), name);
    }
  }

  private static Set<String> lines(Path file, String entry) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      ZipEntry found = jar.getEntry(entry);
      if (found == null) {
        return Set.of();
      }
      try (InputStream in = jar.getInputStream(found)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .collect(Collectors.toCollection(TreeSet::new));
      }
    }
  }

  @Test
  void runsOnSparksClassPath() throws Exception {
    JobProcess job =
        JobProcess.start(
            JAR + File.pathSeparator + sparksClassPath(),
            List.of(),
            List.of(
                "io.sluice.jobs.IngestMain", "--lake", lake.lake().toString(), spec.toString()));
    assertIngested(job);
  }

  @Test
  void runsThroughSparkSubmit() throws Exception {
    List<String> main = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit"));
    main.addAll(List.of("--master", "local[1]", "--class", "io.sluice.jobs.IngestMain"));
    main.addAll(List.of(JAR.toString(), "--lake", lake.lake().toString(), spec.toString()));
    assertIngested(JobProcess.start(sparksClassPath(), List.of(), main));
  }

  /** By rows, whose functions Spark sends to its executors. */
  @Test
  void runsTransformsThroughSparkSubmit() throws Exception {
    String more = "transforms:\n  - deduplicate: {keys: [id]}\nquality:\n  - unique: [id]\n";
    Files.writeString(spec, Files.readString(spec) + more);
    runsThroughSparkSubmit();
  }

  /** Spark and what it brings, as a cluster has it. */
  static String sparksClassPath() throws IOException {
    Set<String> ours = reviewed("jar");
    return classPath().stream()
        .filter(jar -> !ours.contains(name(jar)))
        .filter(jar -> TEST_JARS.stream().noneMatch(test -> name(jar).startsWith(test)))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void assertIngested(JobProcess job) throws Exception {
    assertEquals(0, job.exitCode(), job::told);
    RunReport report = RunReports.fromJson(job.answer());
    assertEquals(RunState.COMMITTED, report.end().state());
    assertEquals(
        List.of("1|하나", "2|two"),
        TestLake.sql("SELECT id, name FROM " + lake.table("default.t") + " ORDER BY id"));
    assertEquals(
        List.of("not_a_number"), TestLake.sql("SELECT code FROM " + lake.rejects("default.t")));
    assertTrue(Files.exists(lake.lake().resolve("_sluice")));
  }
}
