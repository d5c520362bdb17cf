package io.sluice.kill;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Source files whose rows say which version of which file they are of, so that a query tells
 * exactly what is in the table.
 */
final class Versions {
  static final int ROWS = 400;
  private static final int PARTITIONS = 6;
  private static final int FILES = 5;

  /** Where they go. */
  interface Target {
    void send(String name, String text) throws IOException;
  }

  private final Target target;
  private final SplittableRandom random;
  private final TreeMap<String, Integer> present = new TreeMap<>();

  Versions(Target target, SplittableRandom random) {
    this.target = target;
    this.random = random;
  }

  /** Corrects some of the files, and adds those that there are not yet. */
  void change() throws IOException {
    int first = random.nextInt(FILES);
    for (int i = 0; i < 2; i++) {
      String name = "f" + (first + i) % FILES;
      int version = present.merge(name, 1, Integer::sum);
      target.send(name + ".csv", text(name, version));
    }
  }

  /** Whether all files are there: from now on each change corrects. */
  boolean whole() {
    return present.size() == FILES;
  }

  private static String text(String name, int version) {
    StringBuilder text = new StringBuilder("p,file,version,n\n");
    for (int row = 0; row < ROWS; row++) {
      text.append(row % PARTITIONS).append(',').append(name).append(',').append(version);
      text.append(',').append(row).append('\n');
    }
    return text.append("x,").append(name).append(",0,bad\n").toString();
  }

  /** What {@link #QUERY} answers when all of this is in the table. */
  String state() {
    StringBuilder state = new StringBuilder();
    present.forEach(
        (file, version) -> {
          for (int p = 0; p < PARTITIONS; p++) {
            int rows = ROWS / PARTITIONS + (p < ROWS % PARTITIONS ? 1 : 0);
            state.append(file).append(':').append(version).append(':').append(p).append(':');
            state.append(rows).append(' ');
          }
        });
    return state.toString().strip();
  }

  /** The whole table in one line. */
  static final String QUERY =
      "SELECT coalesce(string_agg(s, ' ' ORDER BY s), '') AS state FROM (SELECT file || ':' ||"
          + " version || ':' || p || ':' || count(*) AS s FROM kill.t GROUP BY file, version, p)";
}
