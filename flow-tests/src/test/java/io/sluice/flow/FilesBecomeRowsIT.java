package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.flow.Messages.Message;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Good files: rows equal to a local run of the same files, one message for each batch. */
@ExtendWith(LocalAwsForTests.class)
class FilesBecomeRowsIT {
  private static final Path DATA = Path.of(System.getProperty("sluice.testData"));

  @TempDir private Path folder;

  @Test
  void csv() throws Exception {
    same("birdstrikes", DATA.resolve("demo/birdstrikes"), "*.csv");
  }

  @Test
  void gzip() throws Exception {
    same("flights", DATA.resolve("demo/flights.csv.gz"), "*.gz");
  }

  @Test
  void jsonLines() throws Exception {
    same("emoji_ko", DATA.resolve("jsonl/emoji_ko/emoji_ko.jsonl"), "*.jsonl");
  }

  /** A dataset of the demonstration, by the flow and by this machine's own threads. */
  private void same(String dataset, Path source, String pattern) throws Exception {
    Flow flow = Flow.flow();
    String spec =
        Files.readString(DATA.resolve("demo/" + dataset + ".yml"))
            .replace("database: demo", "database: flow");
    flow.spec(dataset, withPath(spec, flow.landing(dataset) + "/" + pattern));
    List<Path> files = files(source);
    for (Path file : files) {
      flow.land(dataset, file.getFileName().toString(), RequestBody.fromFile(file));
    }
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

  private static String withPath(String spec, String path) {
    return spec.replaceFirst(
        "path: [^,}\\n]+", java.util.regex.Matcher.quoteReplacement("path: \"" + path + "\""));
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
