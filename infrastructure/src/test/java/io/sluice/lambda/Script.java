package io.sluice.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** What somebody is to do, line by line; the last line again and again. */
public final class Script {
  private Script() {}

  /** Writes one. */
  public static void write(Path folder, String who, List<String> lines) throws IOException {
    Path next = folder.resolve(who + ".next");
    Files.write(next, lines);
    Files.move(next, folder.resolve(who), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The line that is due. */
  public static String next(Path folder, String who) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve(who)));
    String line = lines.get(0);
    if (lines.size() > 1) {
      lines.remove(0);
      write(folder, who, lines);
    }
    return line;
  }

  /** For longer than anybody waits. */
  public static void sleep() {
    try {
      Thread.sleep(120_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
