package io.sluice.launch.spark;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Programs of this machine, found as a shell finds them. */
final class Programs {
  private Programs() {}

  static Optional<Path> onPath(String name, Map<String, String> environment) {
    for (String entry : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path program = Path.of(entry, name);
      if (!entry.isEmpty() && Files.isRegularFile(program) && Files.isExecutable(program)) {
        return Optional.of(program.toAbsolutePath());
      }
    }
    return Optional.empty();
  }
}
