package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.flow.Messages.Message;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Good files: rows equal to a local run of the same files, one message for each batch. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class FilesBecomeRowsIT {
  private static final Path DATA = Path.of(System.getProperty("sluice.testData"));

  private static final Map<String, Path> SOURCES =
      Map.of(
          "birdstrikes", DATA.resolve("demo/birdstrikes"),
          "flights", DATA.resolve("demo/flights.csv.gz"),
          "emoji_ko", DATA.resolve("jsonl/emoji_ko/emoji_ko.jsonl"));

  @TempDir private Path folder;

  /** All at once, so that their batches are on their way together. */
  @BeforeAll
  static void land() throws IOException {
    Flow flow = Flow.flow();
    for (String dataset : SOURCES.keySet()) {
      flow.spec(dataset, withPath(spec(dataset), flow.landing(dataset) + "/*"));
    }
    for (String dataset : SOURCES.keySet()) {
      for (Path file : files(SOURCES.get(dataset))) {
        flow.land(dataset, file.getFileName().toString(), RequestBody.fromFile(file));
      }
    }
  }

  /** A dataset of the demonstration, by the flow and by this machine's own threads. */
  @ParameterizedTest
  @ValueSource(strings = {"birdstrikes", "flights", "emoji_ko"})
  void rowsAreThoseOfALocalRun(String dataset) throws Exception {
    Flow flow = Flow.flow();
    Path source = SOURCES.get(dataset);
    String spec = spec(dataset);
    List<Path> files = files(source);
    // Where files come slowly, another batch may be opened when the first is over.
    flow.awaitFiles(dataset, "committed", files.size());
    List<ExecutionListItem> over = flow.awaitOver(dataset, 1);
    over.forEach(each -> assertEquals(ExecutionStatus.SUCCEEDED, each.status(), each.name()));
    List<Message> messages = flow.messages().await(dataset, over.size());
    assertEquals(over.size(), messages.size(), messages::toString);
    messages.forEach(each -> assertEquals("committed", each.outcome(), each::text));
    assertTrue(
        messages.stream().anyMatch(m -> m.text().contains(files.get(0).getFileName().toString())),
        messages::toString);

    Path local = Files.writeString(folder.resolve("local.yml"), withPath(spec, source.toString()));
    String lake = folder.resolve("lake").toString();
    CommandLineForTests.run("ingest", "--lake", lake, local.toString());
    // The audit column holds where a row's file lies, which differs.
    String without = spec.contains("source_file") ? " EXCLUDE (_source_file)" : "";
    String query = "SELECT *" + without + " FROM flow." + dataset + " ORDER BY ALL";
    List<String> expected = CommandLineForTests.query(lake, query);
    assertTrue(expected.size() > 100);
    assertEquals(expected, CommandLineForTests.query(flow.lake(), query));
  }

  private static String spec(String dataset) throws IOException {
    return Files.readString(DATA.resolve("demo/" + dataset + ".yml"))
        .replace("database: demo", "database: flow");
  }

  private static String withPath(String spec, String path) {
    return spec.replaceFirst("path: [^,}\\n]+", Matcher.quoteReplacement("path: \"" + path + "\""));
  }

  private static List<Path> files(Path source) throws IOException {
    if (!Files.isDirectory(source)) {
      return List.of(source);
    }
    try (Stream<Path> files = Files.list(source)) {
      return files.sorted().toList();
    }
  }
}
