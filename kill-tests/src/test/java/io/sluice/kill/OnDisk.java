package io.sluice.kill;

import io.sluice.spec.lake.TableLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A lake in a folder. */
record OnDisk(Path folder) implements Place {
  @Override
  public String lake() {
    return folder.resolve("lake").toString();
  }

  @Override
  public String source() {
    return "in";
  }

  @Override
  public void send(String name, String text) throws IOException {
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
  public List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("lake/kill"))) {
      return files.filter(Files::isRegularFile).map(Path::toString).toList();
    }
  }

  @Override
  public List<String> pending() throws IOException {
    return files().stream().filter(file -> file.contains(TableLayout.PENDING_FOLDER)).toList();
  }

  @Override
  public List<String> options() {
    return List.of();
  }

  /** The operating system tells at once that its holder is gone. */
  @Override
  public void letLeasesRunOut() {}
}
