package io.sluice.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Kills on a lake in a folder. */
final class KillSuiteTest extends KillSuite {
  @Override
  String lake() {
    return folder.resolve("lake").toString();
  }

  @Override
  String source() {
    return "in";
  }

  @Override
  void send(String name, String text) throws IOException {
    // Aside and renamed, as a careful sender does it: a half-written file is another test's.
    Path aside = Files.writeString(folder.resolve(name + ".next"), text);
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.move(
        aside,
        in.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("lake/kill"))) {
      return files.filter(Files::isRegularFile).map(Path::toString).toList();
    }
  }

  @Override
  List<String> options() {
    return List.of();
  }

  /** The operating system tells at once that its holder is gone. */
  @Override
  void awaitItsLease() {}

  @Override
  int kills() {
    return 30;
  }
}
