package io.sluice.benchmarks.process;

import io.sluice.benchmarks.data.DataColumn;
import io.sluice.benchmarks.engine.DuckDbSql;
import io.sluice.benchmarks.process.EngineRunner.Launch;
import io.sluice.benchmarks.process.EngineRunner.Talk;
import io.sluice.benchmarks.workload.Output;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A virtual environment with pinned versions of Polars and DuckDB. */
public final class Python {
  private static final List<String> PACKAGES = List.of("polars==2.1.0", "duckdb==2.0.1");

  /** Written last: where it is missing, an installation was interrupted. */
  private static final String MARKER = "sluice-installed";

  private static final int MINUTES_TO_INSTALL = 10;

  private final Path executable;

  private Python(Path executable) {
    this.executable = executable;
  }

  /**
   * The environment in a folder, made if it is not there and there is a Python of at least 3.12.
   *
   * @param progress told why there is none
   */
  public static Optional<Python> in(Path folder, Consumer<String> progress) throws IOException {
    Path executable = folder.resolve("bin").resolve("python");
    Path marker = folder.resolve(MARKER);
    String packages = String.join(" ", PACKAGES);
    if (Files.exists(marker) && Files.readString(marker).equals(packages)) {
      return Optional.of(new Python(executable));
    }
    Optional<String> found = found();
    if (found.isEmpty()) {
      progress.accept("no Python of at least 3.12 was found: Polars is left out");
      return Optional.empty();
    }
    progress.accept("installing " + packages + " into " + folder);
    Files.createDirectories(folder);
    Path log = folder.resolve("install.log");
    List<String> install =
        new ArrayList<>(List.of(executable.toString(), "-m", "pip", "install", "--quiet"));
    install.addAll(PACKAGES);
    if (succeeds(List.of(found.get(), "-m", "venv", folder.toString()), log)
        && succeeds(install, log)) {
      Files.writeString(marker, packages);
      return Optional.of(new Python(executable));
    }
    progress.accept("they could not be installed, see " + log + ": Polars is left out");
    return Optional.empty();
  }

  private static Optional<String> found() throws IOException {
    List<String> candidates = new ArrayList<>(List.of("python3.13", "python3.12", "python3"));
    Path versions = Path.of(System.getProperty("user.home"), ".pyenv", "versions");
    if (Files.isDirectory(versions)) {
      try (Stream<Path> installed = Files.list(versions)) {
        installed.map(v -> v.resolve("bin/python3").toString()).forEach(candidates::add);
      }
    }
    String test = "import sys; sys.exit(sys.version_info < (3, 12))";
    Path nowhere = Path.of("/dev/null");
    return candidates.stream()
        .filter(candidate -> succeeds(List.of(candidate, "-c", test), nowhere))
        .findFirst();
  }

  /** A shim that finds nothing, and a program that is not there, do not succeed either. */
  private static boolean succeeds(List<String> command, Path log) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      if (!process.waitFor(MINUTES_TO_INSTALL, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
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
