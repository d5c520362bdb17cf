package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the start script in an installation whose build is a stand-in that takes no time. */
class StartScriptTest {
  private static final String BUILD =
      """
      #!/bin/sh
      cd "$(dirname "$0")" || exit 1
      echo "$@" >>builds
      if [ -f broken ]; then echo "[ERROR] it does not compile"; exit 1; fi
      echo "[INFO] Building Sluice spec 0.1.0                               [1/2]"
      if [ -f slow ]; then sleep 1; fi
      mkdir -p cli/target jobs/target
      cp ready/classpath.txt cli/target/classpath.txt
      cp ready/classpath.txt jobs/target/classpath.txt
      cp ready/cli.jar cli/target/sluice-cli-0.1.0.jar
      """;

  private static final Path CLASSES = Path.of("target/classes").toAbsolutePath();

  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void install() throws IOException {
    String project = System.getProperty("sluice.root");
    assumeTrue(project != null && Files.exists(Path.of("/bin/sh")), "needs a Unix shell");
    root = Files.createDirectories(folder.resolve("a place with spaces"));
    Files.createDirectories(root.resolve("cli/src/main"));
    Files.createDirectories(root.resolve("ready"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.copy(
        Path.of(project).resolve("sluice"),
        root.resolve("sluice"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(root.resolve("mvnw"), BUILD);
    Files.setPosixFilePermissions(
        root.resolve("mvnw"), PosixFilePermissions.fromString("rwxr-xr-x"));
    // Without what makes the archive of classes: that takes longer than all else.
    jar(entry -> !entry.endsWith("WarmUp.class"));
    classPath(entry -> !entry.equals(CLASSES));
  }

  private void classPath(Predicate<Path> which) throws IOException {
    Files.writeString(
        root.resolve("ready/classpath.txt"),
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> which.test(Path.of(entry)))
            .collect(Collectors.joining(File.pathSeparator)));
  }

  private void jar(Predicate<Path> which) throws IOException {
    Path file = root.resolve("ready/cli.jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out);
        Stream<Path> files = Files.walk(CLASSES)) {
      for (Path entry : files.filter(Files::isRegularFile).filter(which).toList()) {
        jar.putNextEntry(new JarEntry(CLASSES.relativize(entry).toString()));
        Files.copy(entry, jar);
      }
    }
  }

  private record Result(int code, String out, String err) {}

  private Process start(Path out, Path err, Map<String, String> environment, String... command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().keySet().removeAll(List.of("SLUICE_JAVA_OPTS", "NO_COLOR"));
    builder.environment().putAll(environment);
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  private Result run(Map<String, String> environment, Path script, String... arguments)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Process process = start(out, err, environment, command.toArray(String[]::new));
    assertTrue(process.waitFor(4, TimeUnit.MINUTES));
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private int builds() throws IOException {
    Path log = root.resolve("builds");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  @Test
  void buildsOnceThenOnlyWhenSourcesChange() throws Exception {
    Path script = root.resolve("sluice");
    Result first = run(Map.of(), script, "--version");
    assertEquals(0, first.code(), first.err());
    assertTrue(first.err().contains("[1/2] spec"), first.err());
    assertTrue(first.out().startsWith("sluice "), first.out());
    assertEquals(1, builds());
    assertEquals("", run(Map.of(), script, "--version").err());
    assertEquals(1, builds());

    Path source = root.resolve("cli/src/main/New.java");
    Files.writeString(source, "class New {}");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
    Result changed = run(Map.of(), script, "--version");
    assertTrue(changed.err().contains("changed: cli/src/main"), changed.err());
    assertEquals(2, builds());

    Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(60)));
    Path emulator = Files.createDirectories(root.resolve("local-aws/src/main")).resolve("New.java");
    Files.writeString(emulator, "class New {}");
    Files.setLastModifiedTime(emulator, FileTime.from(Instant.now().plusSeconds(60)));
    assertEquals("", run(Map.of(), script, "--version").err());
    assertEquals(2, builds());
  }

  @Test
  void onlyTheBenchmarkBuildsTheBenchmarks() throws Exception {
    Path script = root.resolve("sluice");
    assertEquals(0, run(Map.of(), script, "--version").code());
    run(Map.of(), script, "benchmark");
    List<String> builds = Files.readAllLines(root.resolve("builds"));
    assertEquals(2, builds.size());
    assertFalse(builds.get(0).contains("benchmarks"), builds.get(0));
    assertTrue(builds.get(1).contains("-pl jobs,cli,benchmarks"), builds.get(1));
    assertEquals("", run(Map.of(), script, "--version").err());
    run(Map.of(), script, "benchmark");
    assertEquals(2, builds());
  }

  @Test
  void aDatasetMayBeCalledBenchmark() throws Exception {
    Path script = root.resolve("sluice");
    run(Map.of(), script, "runs", "benchmark");
    run(Map.of(), script, "--lake", "benchmark", "runs");
    List<String> builds = Files.readAllLines(root.resolve("builds"));
    assertEquals(1, builds.size());
    assertFalse(builds.get(0).contains("benchmarks"), builds.get(0));
    run(Map.of(), script, "-v", "--lake", "runs", "benchmark");
    builds = Files.readAllLines(root.resolve("builds"));
    assertTrue(builds.get(1).contains("benchmarks"), builds.get(1));
  }

  @Test
  void worksThroughLinksAndPassesArgumentsAndCodesOn() throws Exception {
    Path relative =
        Files.createSymbolicLink(folder.resolve("one"), folder.relativize(root.resolve("sluice")));
    Path link = Files.createSymbolicLink(folder.resolve("two"), relative);
    Result result = run(Map.of("SLUICE_LAKE", "없는 호수"), link, "runs");
    assertEquals(2, result.code(), result.err());
    assertTrue(
        result.err().contains(folder.toRealPath().resolve("없는 호수").toString()), result.err());
    assertEquals(2, run(Map.of(), link, "no such command").code());
  }

  /** Some failures of the system are told apart by their words. */
  @Test
  void whatTheSystemSaysIsEnglishAndNamesAreUtf8() throws Exception {
    Path jdk = Files.createDirectories(folder.resolve("jdk/bin"));
    Files.writeString(jdk.resolveSibling("release"), "JAVA_VERSION=\"17.0.1\"\n");
    // LC_ALL is stronger than LC_MESSAGES, and both than LANG.
    String java =
        """
        #!/bin/sh
        echo "${LC_ALL:-${LC_MESSAGES:-$LANG}} ${LC_ALL:-${LC_CTYPE:-$LANG}}"
        """;
    for (String tool : List.of("java", "javac")) {
      Files.writeString(jdk.resolve(tool), java);
      Files.setPosixFilePermissions(
          jdk.resolve(tool), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    String home = jdk.getParent().toString();
    for (String language : List.of("LANG", "LC_MESSAGES", "LC_CTYPE", "LC_ALL")) {
      for (String locale : List.of("de_DE.UTF-8", "ja_JP.eucJP", "C")) {
        Map<String, String> environment = Map.of("JAVA_HOME", home, language, locale);
        Result result = run(environment, root.resolve("sluice"), "--version");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().matches("C(\\.UTF-8)? \\S+UTF-8\n"), result.out());
      }
    }
  }

  @Test
  void aFailedBuildShowsItsErrorsAndWhereTheRestIs() throws Exception {
    Files.writeString(root.resolve("broken"), "");
    Result result = run(Map.of(), root.resolve("sluice"), "--version");
    assertEquals(2, result.code());
    assertTrue(result.err().contains("it does not compile"), result.err());
    assertTrue(result.err().contains("sluice-build.log"), result.err());
    Files.delete(root.resolve("broken"));
    assertEquals(0, run(Map.of(), root.resolve("sluice"), "--version").code());
  }

  @Test
  void twoFirstUsesAtOnceBuildOnce() throws Exception {
    Files.writeString(root.resolve("slow"), "");
    String script = root.resolve("sluice").toString();
    Process one = start(folder.resolve("o1"), folder.resolve("e1"), Map.of(), script, "--version");
    Process two = start(folder.resolve("o2"), folder.resolve("e2"), Map.of(), script, "--version");
    assertTrue(one.waitFor(4, TimeUnit.MINUTES) && two.waitFor(4, TimeUnit.MINUTES));
    assertEquals(0, one.exitValue());
    assertEquals(0, two.exitValue());
    assertEquals(1, builds());
    assertFalse(Files.exists(root.resolve("target/sluice-build.lock")));
  }

  @Test
  void aLockLeftByADeadBuildIsTakenAway() throws Exception {
    Path lock = Files.createDirectories(root.resolve("target/sluice-build.lock"));
    Process dead = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
    assertTrue(dead.waitFor(4, TimeUnit.MINUTES));
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n", StandardCharsets.UTF_8);
    assertEquals(0, run(Map.of(), root.resolve("sluice"), "--version").code());
    assertEquals(1, builds());
  }

  @Test
  void aJavaHomeOfAnotherVersionIsPassedOver() throws Exception {
    Path other = Files.createDirectories(folder.resolve("jdk-11/bin")).getParent();
    Files.writeString(other.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    for (String tool : List.of("java", "javac")) {
      Path file = Files.writeString(other.resolve("bin").resolve(tool), "#!/bin/sh\nexit 9\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    String path = System.getProperty("java.home") + "/bin:" + System.getenv("PATH");
    Map<String, String> environment = Map.of("JAVA_HOME", other.toString(), "PATH", path);
    assertEquals(0, run(environment, root.resolve("sluice"), "--version").code());
  }

  @Test
  void optionsForTheJvmAreHonoured() throws Exception {
    Map<String, String> environment =
        Map.of("SLUICE_JAVA_OPTS", "-Dsluice.terminal=true -Dsluice.columns=70", "TERM", "xterm");
    Result result = run(environment, root.resolve("sluice"), "--help");
    assertTrue(result.out().contains("\u001b["), result.out());
  }

  @Test
  void commandsThatWorkHaveAJvmForIt() throws Exception {
    Path script = root.resolve("sluice");
    assertEquals(0, run(Map.of(), script, "--version").code());
    Map<String, String> environment =
        Map.of("SLUICE_HEAP", "96m", "SLUICE_JAVA_OPTS", "-XX:+PrintFlagsFinal");
    for (String[] command :
        new String[][] {
          {"ingest", "--help"},
          {"plan", "--help"},
          {"demo", "--help"},
          {"--lake", "somewhere", "ingest", "--help"},
          {"-v", "--lake=runs", "ingest", "--help"}
        }) {
      Result work = run(environment, script, command);
      assertEquals(0, work.code(), work.err());
      assertEquals("4", flag(work, "TieredStopAtLevel"));
      assertEquals(Long.toString(96L << 20), flag(work, "MaxHeapSize"));
    }
    Result quick = run(environment, script, "--lake=ingest", "runs", "--help");
    assertEquals("1", flag(quick, "TieredStopAtLevel"));
    assertNotEquals(Long.toString(96L << 20), flag(quick, "MaxHeapSize"));
    assertEquals(
        Long.toString(1L << 30),
        flag(
            run(
                Map.of("SLUICE_HEAP", "", "SLUICE_JOB_JAVA_OPTS", "-XX:+PrintFlagsFinal"),
                script,
                "ingest",
                "--help"),
            "MaxHeapSize"));
    Map<String, String> ofJobs = Map.of("SLUICE_JOB_JAVA_OPTS", "-XX:+PrintFlagsFinal");
    assertFalse(run(ofJobs, script, "runs", "--help").out().contains("MaxHeapSize"));
  }

  /** A flag's value in the list that the JVM prints. */
  private static String flag(Result result, String name) {
    return result
        .out()
        .lines()
        .filter(line -> line.matches(" *\\w+ " + name + " .*"))
        .map(line -> line.replaceFirst(".*= *", "").replaceFirst(" .*", ""))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in\n" + result.out()));
  }

  @Test
  void everyCommandUsesTheArchiveOfClasses() throws Exception {
    jar(entry -> true);
    // Archives do not take folders of classes.
    classPath(Files::isRegularFile);
    Path script = root.resolve("sluice");
    assertEquals(0, run(Map.of(), script, "--version").code());
    for (String command : List.of("runs", "ingest", "plan", "demo")) {
      Path log = folder.resolve(command + ".log");
      Map<String, String> options = Map.of("SLUICE_JAVA_OPTS", "-Xlog:class+load:file=" + log);
      assertEquals(0, run(options, script, command, "--help").code());
      // Of a class in another jar: the JVM shares none of a path with spaces.
      String loaded =
          Files.readAllLines(log).stream()
              .filter(line -> line.contains(" io.sluice.spec.lake.LakeLocation "))
              .findFirst()
              .orElseThrow();
      assertTrue(loaded.contains("shared objects file"), () -> command + ": " + loaded);
    }
  }

  @Test
  void aLibraryThatIsGoneIsNamed() throws Exception {
    assertEquals(0, run(Map.of(), root.resolve("sluice"), "--version").code());
    Path list = root.resolve("cli/target/classpath.txt");
    Files.writeString(list, folder.resolve("gone away.jar") + ":" + Files.readString(list));
    Result result = run(Map.of(), root.resolve("sluice"), "--version");
    assertEquals(2, result.code());
    assertTrue(result.err().startsWith("sluice: cannot read " + folder), result.err());
    assertTrue(result.err().contains("gone away.jar"), result.err());
    assertFalse(result.err().contains("Exception"), result.err());
  }

  @Test
  void aDamagedArchiveOfClassesDoesNoHarm() throws Exception {
    assertEquals(0, run(Map.of(), root.resolve("sluice"), "--version").code());
    Files.deleteIfExists(root.resolve("target/sluice.jsa"));
    Files.writeString(root.resolve("target/sluice.jsa"), "damaged");
    Result result = run(Map.of(), root.resolve("sluice"), "--version");
    assertEquals(0, result.code());
    assertTrue(result.out().startsWith("sluice "), result.out());
    assertEquals("", result.err());
  }
}
