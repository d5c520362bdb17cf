package io.sluice.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs a job over two small files in a folder of its own, so that the JVM can write down the
 * classes that jobs load: makes the {@link JobArchive}. Prints nothing and leaves nothing else
 * behind.
 */
final class JobWarmUp {
  private static final String CSV =
      "id,price,day,at,name\n1,2.50,2024-01-01,2024-01-01T10:00:00Z,x\n2,-3.25,2024-01-02,,\"y\"\n";

  private static final String COLUMNAR =
      """
      dataset: warm_up_columns
      source: {path: a.csv}
      target: {database: warm_up, table: columns, partition_by: [year(day)]}
      """;

  private static final String ROWS =
      """
      dataset: warm_up_rows
      source: {path: a.jsonl}
      transforms:
        - derive: {twice: a * 2}
      target: {database: warm_up, table: rows}
      """;

  private JobWarmUp() {}

  /** Takes the installation's folder. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path home = Path.of(args[0]);
    LocalTarget target = new LocalTarget(home, Map.of());
    JobArchive archive = target.archive();
    try (FileChannel channel =
            FileChannel.open(
                archive.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null && !archive.ready()) {
        make(target, archive);
      }
    }
  }

  private static void make(LocalTarget target, JobArchive archive)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("sluice-job-warm-up");
    Path made = archive.file().resolveSibling("sluice-job.jsa.next");
    try {
      Files.writeString(folder.resolve("a.csv"), CSV);
      Files.writeString(folder.resolve("a.jsonl"), "{\"a\":1,\"b\":{\"c\":[1.5]},\"d\":\"x\"}\n");
      List<String> arguments = new ArrayList<>();
      arguments.add(spec(folder, "columns.yml", COLUMNAR));
      arguments.add(spec(folder, "rows.yml", ROWS));
      arguments.addAll(List.of("--lake", folder.resolve("lake").toString()));
      List<String> command =
          new ArrayList<>(
              target.command(
                  new JobRequest(JobRequest.INGEST, arguments, JobRequest.LOCAL_MASTER)));
      command.addAll(1, List.of("-XX:TieredStopAtLevel=1", "-XX:ArchiveClassesAtExit=" + made));
      FileTime built = Files.getLastModifiedTime(target.jar(JobRequest.Module.JOBS));
      int exitCode =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      // Of a build that was replaced meanwhile the archive would never fit.
      if (exitCode == 0
          && built.equals(Files.getLastModifiedTime(target.jar(JobRequest.Module.JOBS)))) {
        Files.move(made, archive.file(), StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(made);
      delete(folder);
    }
  }

  private static String spec(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
