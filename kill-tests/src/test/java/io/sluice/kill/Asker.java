package io.sluice.kill;

import io.sluice.cli.command.Commands;
import io.sluice.cli.command.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that asks {@code sluice sql} without a pause, by turns for the table's state and for
 * all tables, and prints a line for each answer: the exit code and the answer, or what was said
 * instead. Where all tables were told, it is {@link #TABLES} that stands for the answer. Ends when
 * the file that it is given is gone.
 */
final class Asker {
  /** Looks at each table of the lake, and so into files that may just be replaced. */
  static final String TABLES = "SHOW ALL TABLES";

  private Asker() {}

  /** Takes the lake and the file. */
  public static void main(String[] args) {
    Path asking = Path.of(args[1]);
    for (int turn = 0; Files.exists(asking); turn++) {
      String query = turn % 2 == 0 ? Versions.QUERY : TABLES;
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
              query);
      String told = query.equals(TABLES) ? TABLES : out.toString();
      String answer = code == 0 ? told : err.toString();
      System.out.println(code + "|" + answer.strip().replace("\r", "").replace("\n", "|"));
      System.out.flush();
    }
  }
}
