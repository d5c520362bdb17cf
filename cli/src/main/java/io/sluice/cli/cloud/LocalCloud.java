package io.sluice.cli.cloud;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.cli.error.UsageException;
import io.sluice.formats.source.LocalTree;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsOptions;
import io.sluice.localaws.SparkClassPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The emulated AWS of this machine: one process, and one folder that has its state, its logs and
 * the number of that process.
 */
public final class LocalCloud {
  private static final String RECORD = "aws-local.json";
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  /**
   * The one that has its state there.
   *
   * @param folder need not exist
   */
  public LocalCloud(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * One that answers.
   *
   * @param pid its process
   */
  public record Up(URI endpoint, long pid, Instant since) {}

  /** Where everything of it is. */
  public Path folder() {
    return folder;
  }

  /** Whether it runs. */
  public Optional<Up> find() {
    Path record = folder.resolve(RECORD);
    if (!Files.exists(record)) {
      return Optional.empty();
    }
    try {
      ObjectNode read = (ObjectNode) JSON.readTree(Files.readString(record));
      Up up =
          new Up(
              URI.create(read.get("endpoint").asText()),
              read.get("pid").asLong(),
              Instant.parse(read.get("since").asText()));
      return process(up).isPresent() && LocalAws.answers(up.endpoint())
          ? Optional.of(up)
          : Optional.empty();
    } catch (IOException e) {
      throw new UsageException(record + " cannot be read: " + LocalTree.why(e));
    }
  }

  /**
   * Starts it; what an earlier one left in the folder is removed.
   *
   * @param home the installation, for Spark
   * @throws IOException if it cannot be had or does not start; the message says why
   */
  public Up up(Path home, int port) throws IOException {
    if (port != 0 && LocalAws.answers(LocalAws.at(port))) {
      throw new UsageException(
          "something already answers at "
              + LocalAws.at(port)
              + ", perhaps another aws-local (see --state): end it, or choose another --port");
    }
    clear();
    Files.createDirectories(folder);
    LocalAws aws =
        LocalAws.start(
            folder,
            LocalAwsOptions.DEFAULT
                .at(port)
                .living(LocalAwsOptions.Life.OF_ITS_OWN)
                .permitting(LocalAwsOptions.Permissions.BY_POLICY)
                .with(SparkClassPath.of(home)));
    Up up = new Up(aws.endpoint(), aws.pid(), Instant.now());
    ObjectNode record = JSON.createObjectNode();
    record.put("endpoint", up.endpoint().toString());
    record.put("pid", up.pid());
    record.put("since", up.since().toString());
    Files.writeString(folder.resolve(RECORD), record.toPrettyString() + "\n");
    return up;
  }

  /**
   * Ends it and the processes of functions and jobs in it, by their numbers.
   *
   * @return false if it does not run
   */
  public boolean down() throws IOException {
    Optional<Up> up = find();
    Optional<ProcessHandle> process = up.flatMap(LocalCloud::process);
    if (process.isEmpty()) {
      Files.deleteIfExists(folder.resolve(RECORD));
      return false;
    }
    List<ProcessHandle> children = process.get().descendants().toList();
    end(process.get());
    children.forEach(LocalCloud::end);
    Files.deleteIfExists(folder.resolve(RECORD));
    return true;
  }

  /** Numbers of processes are used again: only one that was started as ours is. */
  private static Optional<ProcessHandle> process(Up up) {
    return ProcessHandle.of(up.pid())
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .map(line -> line.contains("sluice_localaws"))
                    .orElse(true));
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      process.destroyForcibly();
    }
  }

  /** Only a folder that is empty or was ours is cleared. */
  private void clear() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    if (all.size() > 1 && !Files.exists(folder.resolve(LocalAws.LOG))) {
      throw new UsageException(
          folder
              + " contains files that aws-local did not write: name an empty folder with --state");
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
