package io.sluice.formats.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Small files of every kind that senders get wrong, and near misses of each. Prints how many are
 * told right, by kind; {@code .ci/accuracy} shows it.
 */
class DetectionCorpusTest {
  private static final Path FOLDER = Path.of("..", "test-data", "detection");

  /** Of the cases of a kind. */
  private record Score(int files, int right) {
    Score plus(boolean isRight) {
      return new Score(files + 1, right + (isRight ? 1 : 0));
    }
  }

  @Test
  void allButTheKnownMissesAreToldRight() throws IOException {
    Map<String, Score> scores = new TreeMap<>();
    List<String> misses = new ArrayList<>();
    int files = 0;
    for (DetectionCase each : DetectionCase.of(FOLDER)) {
      for (DetectionCase variant : each.variants()) {
        List<String> wrong = variant.wrong();
        scores.merge(
            each.kind(), new Score(0, 0).plus(wrong.isEmpty()), (a, b) -> a.plus(wrong.isEmpty()));
        files++;
        if (!wrong.isEmpty() && !each.knownMiss()) {
          misses.add(each.kind() + ": " + variant.name() + ": " + String.join("; ", wrong));
        }
      }
    }
    print(scores);
    assertTrue(files >= 300, files + " files");
    assertEquals("", String.join("\n", misses));
  }

  private static void print(Map<String, Score> scores) throws IOException {
    StringBuilder table =
        new StringBuilder(String.format("%-28s %6s %6s%n", "kind", "files", "right"));
    Score all = new Score(0, 0);
    for (Map.Entry<String, Score> each : scores.entrySet()) {
      Score score = each.getValue();
      table.append(String.format("%-28s %6d %6d%n", each.getKey(), score.files(), score.right()));
      all = new Score(all.files() + score.files(), all.right() + score.right());
    }
    table.append(String.format("%-28s %6d %6d%n", "all", all.files(), all.right()));
    System.out.print(table);
    Files.writeString(Path.of("target", "detection-corpus.txt"), table);
  }
}
