package io.sluice.localaws;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Python interpreter that LocalEmu runs on.
 *
 * @param executable its path
 * @param version like {@code 3.13}
 */
record Python(Path executable, String version) {
  /** The version with which the requirements were frozen first, newer ones last. */
  private static final List<String> VERSIONS = List.of("3.13", "3.12", "3.14");

  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  /** Fails where the interpreter is too old, or cannot make virtual environments. */
  private static final String PROBE =
      "import sys, venv, ensurepip; assert sys.version_info >= (3, 12);"
          + " print('%d.%d' % sys.version_info[:2])";

  /**
   * Finds one on the search path, else among those of pyenv.
   *
   * @param searchPath folders as in the environment's {@code PATH}
   * @throws LocalAwsUnavailableException if there is none
   */
  static Python find(String searchPath, Path home) throws IOException {
    for (Path candidate : candidates(searchPath, home)) {
      Optional<Python> python = probe(candidate);
      if (python.isPresent()) {
        return python.get();
      }
    }
    throw new LocalAwsUnavailableException(
        "Python 3.12 or newer with the modules venv and ensurepip is needed, and there is none"
            + " on the PATH or below ~/.pyenv/versions. Install one, for example with"
            + " 'pyenv install 3.13', or on Debian 'apt install python3 python3-venv'.");
  }

  private static List<Path> candidates(String searchPath, Path home) throws IOException {
    List<Path> candidates = new ArrayList<>();
    List<String> folders = List.of(searchPath.split(File.pathSeparator, -1));
    for (String version : VERSIONS) {
      folders.forEach(folder -> candidates.add(Path.of(folder, "python" + version)));
    }
    folders.forEach(folder -> candidates.add(Path.of(folder, "python3")));
    Path pyenv = home.resolve(".pyenv/versions");
    if (Files.isDirectory(pyenv)) {
      try (Stream<Path> versions = Files.list(pyenv)) {
        versions
            .filter(version -> version.getFileName().toString().matches("3\\.1[2-9](\\..*)?"))
            .sorted(Comparator.comparingInt(Python::preference).thenComparing(Path::compareTo))
            .forEach(version -> candidates.add(version.resolve("bin/python3")));
      }
    }
    return candidates.stream().filter(Files::isExecutable).toList();
  }

  private static int preference(Path folder) {
    String name = folder.getFileName().toString();
    for (int i = 0; i < VERSIONS.size(); i++) {
      if (name.startsWith(VERSIONS.get(i))) {
        return i;
      }
    }
    return VERSIONS.size();
  }

  private static Optional<Python> probe(Path candidate) {
    try {
      Command command = Command.run(ANSWERS_WITHIN, candidate.toString(), "-c", PROBE);
      return command.succeeded()
          ? Optional.of(new Python(candidate, command.output().strip()))
          : Optional.empty();
    } catch (IOException cannotBeRun) {
      return Optional.empty();
    }
  }
}
