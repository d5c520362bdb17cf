package io.sluice.kill;

import io.sluice.cli.command.Commands;
import io.sluice.cli.command.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that asks {@code sluice sql} without a pause, and prints a line for each answer: the
 * exit code and the answer, or what was said instead. Ends when the file that it is given is gone.
 */
final class Asker {
  private Asker() {}

  /** Takes the lake and the file. */
  public static void main(String[] args) {
    Path asking = Path.of(args[1]);
    while (Files.exists(asking)) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      int code =
          Commands.run(
              Surroundings.onlyFolder(asking.getParent()),
              new PrintWriter(out),
              new PrintWriter(err),
              "sql",
              "-o",
              "csv",
              "--lake",
              args[0],
              Versions.QUERY);
      String answer = code == 0 ? out.toString() : err.toString();
      System.out.println(code + "|" + answer.strip().replace("\r", "").replace("\n", "|"));
      System.out.flush();
    }
  }
}
