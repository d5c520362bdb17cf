package io.sluice.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which interpreter is taken; these are scripts that answer as an interpreter does. */
class PythonTest {
  @TempDir Path folder;

  @Test
  void itIsFoundOnTheSearchPathBeforePyenv() throws IOException {
    Path onPath = script("bin/python3.12", "echo 3.12");
    script(".pyenv/versions/3.13.0/bin/python3", "echo 3.13");
    assertEquals(new Python(onPath, "3.12"), find());
  }

  @Test
  void anInterpreterThatDoesNotRunIsPassedOver() throws IOException {
    script("bin/python3.13", "echo 'pyenv: command not found' >&2; exit 127");
    script("bin/python3", "exit 1");
    script(".pyenv/versions/3.11.7/bin/python3", "echo 3.11");
    script(".pyenv/versions/3.14.1/bin/python3", "echo 3.14");
    Path frozenWith = script(".pyenv/versions/3.13.0/bin/python3", "echo 3.13");
    assertEquals(new Python(frozenWith, "3.13"), find());
  }

  @Test
  void whereThereIsNoneItSaysWhatToInstall() {
    LocalAwsUnavailableException e = assertThrows(LocalAwsUnavailableException.class, this::find);
    assertTrue(e.getMessage().contains("pyenv install 3.13"), e.getMessage());
  }

  private Python find() throws IOException {
    return Python.find(folder.resolve("bin").toString(), folder);
  }

  private Path script(String path, String content) throws IOException {
    Path script = folder.resolve(path);
    Files.createDirectories(script.getParent());
    Files.writeString(script, "#!/bin/sh\n" + content + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
