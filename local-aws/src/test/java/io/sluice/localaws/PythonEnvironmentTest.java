package io.sluice.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Virtual environments without packages. */
@ExtendWith(LocalAwsForTests.class)
class PythonEnvironmentTest {
  @TempDir Path cache;

  @Test
  void itIsMadeOnceHoweverManyWantIt() throws Exception {
    Path interpreter = of("# nothing").interpreter();
    Path mark = Files.writeString(interpreter.resolveSibling("mark"), "");
    Files.setLastModifiedTime(mark, FileTime.from(Instant.EPOCH));
    int same = Race.winners(writer -> of("# nothing").interpreter().equals(interpreter));
    assertEquals(Race.WRITERS, same);
    assertTrue(Files.exists(mark));
    assertTrue(
        Command.run(Duration.ofMinutes(5), interpreter.toString(), "-c", "import sys").succeeded());
    assertFalse(of("# other").interpreter().equals(interpreter));
  }

  @Test
  void whatCannotBeInstalledLeavesNothingAndSaysSo() throws IOException {
    LocalAwsUnavailableException e =
        assertThrows(
            LocalAwsUnavailableException.class,
            () -> of("--no-index\nthere-is-no-such-package==1"));
    assertTrue(e.getMessage().contains("there-is-no-such-package"), e.getMessage());
    try (Stream<Path> left = Files.list(cache)) {
      List<String> names = left.map(path -> path.getFileName().toString()).toList();
      assertTrue(
          names.stream().allMatch(n -> n.endsWith(".lock") || n.endsWith(".unfinished")),
          names.toString());
    }
  }

  private PythonEnvironment of(String requirements) throws IOException {
    Python python = Python.find(System.getenv("PATH"), Path.of(System.getProperty("user.home")));
    return PythonEnvironment.of(python, requirements, cache);
  }
}
