package io.sluice.formats.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
  private static FileSystemException german() {
    return new FileSystemException("a.csv", null, "Zu viele offene Dateien");
  }

  /** A process that may open few files, and has opened them all. */
  static final class Full {
    private static final int MORE_THAN_ALLOWED = 1000;

    private Full() {}

    public static void main(String[] args) throws IOException {
      // Loads what it takes, for which files are opened.
      String before = OpenFiles.usedUp(german()) + " ";
      List<FileChannel> open = new ArrayList<>();
      try {
        for (int i = 0; i < MORE_THAN_ALLOWED; i++) {
          open.add(FileChannel.open(Path.of(args[0])));
        }
      } catch (FileSystemException e) {
        before += OpenFiles.usedUp(e) + " " + OpenFiles.usedUp(german());
      }
      open.get(0).close();
      System.out.println(before);
    }
  }

  @Test
  void isFoundOutInAnyLanguage() throws Exception {
    Process process =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "ulimit -n 200 && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Full.class.getName(),
                "/dev/null")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("false true true", said.strip());
  }

  @Test
  void aFileIsNotJudgedByItsName() {
    assertTrue(OpenFiles.usedUp(new FileSystemException("a", null, "Too many open files")));
    assertFalse(OpenFiles.usedUp(new FileSystemException("Too many open files")));
    assertFalse(OpenFiles.usedUp(new FileSystemException("a", null, "Input/output error")));
    assertFalse(OpenFiles.usedUp(new AccessDeniedException("Too many open files")));
    assertFalse(OpenFiles.usedUp(new IOException("Too many open files: a column's value")));
  }
}
