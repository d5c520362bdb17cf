package io.sluice.launch.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.BuildInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image's folder, as its script makes it, and what its definition says. */
class ImageTest {
  private static final Path SOURCE =
      Path.of(System.getProperty("sluice.root"), "infrastructure", "batch");

  @TempDir private Path folder;

  private static List<String> definition() throws IOException {
    return Files.readAllLines(SOURCE.resolve("Dockerfile")).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .toList();
  }

  @Test
  void hasAJreOf17AndNoRootAndFetchesNothing() throws IOException {
    List<String> lines = definition();
    assertTrue(lines.get(0).matches("ARG BASE=\\S+:17-\\S*headless"), lines.get(0));
    assertTrue(lines.contains("USER 10001:10001"), lines.toString());
    assertTrue(lines.contains("VOLUME /tmp"), lines.toString());
    for (String line : lines) {
      assertFalse(line.startsWith("ADD "), line);
      // Nothing of the base but its shell, and nothing from elsewhere.
      assertTrue(
          !line.startsWith("RUN ") || line.matches("RUN( (&& )?echo '[^']*' >> \\S+)+"), line);
    }
  }

  /** Hadoop asks for it, and Spark does not start without. */
  @Test
  void itsUserHasAName() throws IOException {
    List<String> lines = definition();
    int named =
        lines.indexOf(
            "RUN echo 'sluice:x:10001:10001::/tmp:/sbin/nologin' >> /etc/passwd"
                + " && echo 'sluice:x:10001:' >> /etc/group");
    assertTrue(named > 0 && named < lines.indexOf("USER 10001:10001"), lines.toString());
  }

  @Test
  void copiesExactlyWhatTheScriptAssembles() throws Exception {
    Path root = folder.resolve("root");
    Path target = Files.createDirectories(root.resolve("jobs/target"));
    Path library = Files.writeString(folder.resolve("spark.jar"), "spark");
    Files.writeString(target.resolve("sluice-jobs-1.jar"), "ours");
    Files.writeString(target.resolve("sluice-jobs-1-all.jar"), "for clusters");
    Files.writeString(target.resolve("classpath.txt"), library.toString());
    Path image = folder.resolve("image");
    assertEquals(0, run(root, SOURCE.resolve("assemble").toString(), image.toString()));
    assertEquals(
        Set.of("Dockerfile", "run", "lib/spark.jar", "lib/sluice-jobs-1.jar"), files(image));
    Set<String> copied =
        definition().stream()
            .filter(line -> line.startsWith("COPY "))
            .map(line -> line.split(" ", -1)[1])
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of("lib", "run"), copied);
    assertTrue(
        PosixFilePermissions.toString(Files.getPosixFilePermissions(image.resolve("run")))
            .endsWith("r-x"));
    // Where nothing is built it says what to do.
    assertEquals(
        2, run(folder.resolve("empty"), SOURCE.resolve("assemble").toString(), image.toString()));
  }

  @Test
  void itsScriptStartsTheJobWithWhatSparkNeeds() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path java =
        Files.writeString(
            bin.resolve("java"),
            "#!/bin/sh\nprintf '%s\\n' \"$SPARK_LOCAL_HOSTNAME\" \"$@\"\nexit 3\n");
    assertTrue(java.toFile().setExecutable(true));
    ProcessBuilder builder =
        new ProcessBuilder("sh", SOURCE.resolve("run").toString(), "--run-id", "a b");
    builder.environment().put("PATH", bin + ":/usr/bin:/bin");
    Process process = builder.start();
    List<String> words =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertEquals(3, process.waitFor());
    assertEquals("localhost", words.get(0));
    assertTrue(words.containsAll(BuildInfo.current().jobJvmOptions()), words.toString());
    assertTrue(words.contains(SOURCE + "/lib/*"), words.toString());
    assertEquals(
        List.of("io.sluice.jobs.IngestMain", "--run-id", "a b"),
        words.subList(words.size() - 3, words.size()));
  }

  private static int run(Path root, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SLUICE_ROOT", root.toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static Set<String> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
