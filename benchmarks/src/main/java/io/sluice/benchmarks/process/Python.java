package io.sluice.benchmarks.process;

import io.sluice.benchmarks.data.DataColumn;
import io.sluice.benchmarks.engine.DuckDbSql;
import io.sluice.benchmarks.process.EngineRunner.Launch;
import io.sluice.benchmarks.process.EngineRunner.Talk;
import io.sluice.benchmarks.workload.Output;
import io.sluice.benchmarks.workload.Workload;
import io.sluice.localaws.LocalAwsUnavailableException;
import io.sluice.localaws.PythonTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A Python with pinned versions of Polars and DuckDB. */
public final class Python {
  private static final List<String> PACKAGES =
      List.of("polars==2.1.0", "polars-runtime-32==2.1.0", "duckdb==2.0.1");

  private final Path executable;

  private Python(Path executable) {
    this.executable = executable;
  }

  /**
   * One in an environment of its own, made at its first use if there is a Python of at least 3.12.
   *
   * @param progress told why there is none
   */
  public static Optional<Python> find(Consumer<String> progress) throws IOException {
    progress.accept("preparing " + String.join(" ", PACKAGES));
    try {
      PythonTool tool = PythonTool.with(String.join("\n", PACKAGES) + "\n");
      return Optional.of(new Python(tool.interpreter()));
    } catch (LocalAwsUnavailableException e) {
      progress.accept("Polars is left out: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Columns are {@code name=type}, as specs write types. */
  Launch polars(Workload workload, Path work) throws IOException {
    Output output = workload.output();
    List<String> arguments = new ArrayList<>();
    arguments.add(workload.input().path());
    arguments.add(output.codec().key());
    arguments.add(Integer.toString(workload.zstdLevel()));
    arguments.add(output.yearsOf().isEmpty() ? "" : output.yearsOf().get(0));
    for (DataColumn column : workload.input().columns()) {
      arguments.add(column.name() + "=" + column.type());
    }
    Map<String, String> threads =
        Map.of("POLARS_MAX_THREADS", Integer.toString(workload.threads()));
    return launch("polars_case.py", arguments, threads, work);
  }

  /** The statements' output folder is filled in by the script. */
  Launch duckDb(Workload workload, Path work) throws IOException {
    List<String> arguments = new ArrayList<>(DuckDbSql.settings(workload));
    arguments.add(DuckDbSql.copy(workload, "OUT_FOLDER"));
    return launch("duckdb_case.py", arguments, Map.of(), work);
  }

  private Launch launch(
      String script, List<String> arguments, Map<String, String> environment, Path work)
      throws IOException {
    Path copy = work.resolve(script);
    try (InputStream in = Python.class.getResourceAsStream(script)) {
      Files.write(copy, in.readAllBytes());
    }
    List<String> command = new ArrayList<>(List.of(executable.toString(), copy.toString()));
    command.addAll(arguments);
    return new Launch(command, environment, Talk.PROTOCOL);
  }
}
