package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.cli.command.Commands;
import io.sluice.cli.command.Surroundings;
import io.sluice.cli.terminal.Terminal;
import io.sluice.launch.LocalTarget;
import io.sluice.localaws.testing.EmulatedEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line as whoever launches uses it, in a folder of its own, and the same run here. */
final class LaunchCommands {
  /**
   * What of a spec differs between tests.
   *
   * @param rejects how many are too many
   * @param transforms of the spec; empty: none
   */
  record Rules(int rejects, String transforms) {}

  /** How a command ended, and what it printed. */
  record Ended(int code, String out, String err) {}

  /** What runs of this machine left, by their rules. */
  private static final Map<Rules, Map<String, List<String>>> LOCALLY = new HashMap<>();

  private final Path folder;

  LaunchCommands(Path folder) {
    this.folder = folder;
  }

  /** Where processes of this machine are remembered. */
  Path processes() {
    return state().resolve("sluice/launches");
  }

  private Path state() {
    return folder.resolve("state");
  }

  /** Writes a spec. */
  Path spec(String dataset, Rules rules, String path) throws IOException {
    return Files.writeString(
        Files.createTempDirectory(folder, "spec").resolve(dataset + ".yml"),
        """
        dataset: %1$s
        source: {path: "%2$s", format: csv}
        schema: [{name: id, type: int}, {name: name, type: string}, {name: day, type: date}]
        %3$s
        rejects: {max_rows: %4$d}
        target: {database: flow, table: %1$s, partition_by: [month(day)]}
        """
            .formatted(dataset, path, rules.transforms(), rules.rejects()));
  }

  /** Runs it in this process. */
  Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Path home = Path.of(System.getProperty("sluice.root"));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("XDG_STATE_HOME", state().toString());
    environment.put("SLUICE_JOB_JAVA_OPTS", String.join(" ", EmulatedEnvironment.javaOptions()));
    Surroundings surroundings =
        new Surroundings(
            environment,
            home,
            folder,
            InputStream.nullInputStream(),
            Terminal.NONE,
            new LocalTarget(home, environment));
    int code =
        Commands.run(
            surroundings, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Ended(code, out.toString(), err.toString());
  }

  /** What a run of this machine leaves, made once for all ways. */
  Map<String, List<String>> locally(Rules rules, Map<String, String> files) throws IOException {
    if (!LOCALLY.containsKey(rules)) {
      Path here = Files.createDirectories(folder.resolve("files"));
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(here.resolve(file.getKey()), file.getValue());
      }
      String lake = folder.resolve("lake").toString();
      Path spec = spec("local_run", rules, here + "/*.csv");
      Ended ended = run("ingest", "--lake", lake, spec.toString());
      assertEquals(0, ended.code(), ended.err());
      LOCALLY.put(rules, LakeContents.of(lake, "local_run", here.toString()));
    }
    return LOCALLY.get(rules);
  }
}
