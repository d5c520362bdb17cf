package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/** A corrected file under its old key, and a burst of files. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class CorrectedAndManyFilesIT {
  /** In 'verify' fewer than the thousand that are run by command. */
  private static final int FILES = Flow.FILES;

  @Test
  void aCorrectedFilesRowsReplaceTheEarlierOnesAlsoMeanwhile() throws Exception {
    Flow flow = Flow.flow();
    spec(flow, "corrected", ", partition_by: [id]");
    flow.land("corrected", "a.csv", RequestBody.fromString("id,name\n1,first\n"));
    flow.awaitStarted("corrected");
    // While the first version is on its way.
    flow.land("corrected", "a.csv", RequestBody.fromString("id,name\n1,second\n2,second\n"));
    flow.awaitOver("corrected", 2);
    assertEquals(List.of("id,name", "1,second", "2,second"), rows(flow));
    flow.land("corrected", "a.csv", RequestBody.fromString("id,name\n3,third\n"));
    flow.awaitOver("corrected", 3);
    assertEquals(List.of("id,name", "3,third"), rows(flow));
  }

  private static List<String> rows(Flow flow) {
    return CommandLineForTests.query(
        flow.lake(), "SELECT id, name FROM flow.corrected ORDER BY id");
  }

  @Test
  void aBurstIsAHandfulOfRunsAndEachFileIsTakenOnce() throws Exception {
    Flow flow = Flow.flow();
    flow.change(Map.of("BatchWindowSeconds", "90", "BatchMaxFiles", Integer.toString(FILES)));
    try {
      spec(flow, "many", "");
      ExecutorService writers = Executors.newFixedThreadPool(8);
      IntStream.range(0, FILES)
          .forEach(
              i ->
                  writers.execute(
                      () -> {
                        String row = "id,name\n" + i + ",n" + i + "\n";
                        String name = "f%04d.csv".formatted(i);
                        flow.land("many", name, RequestBody.fromString(row));
                        if (i % 10 == 0) {
                          flow.sendEvent("many/" + name);
                        }
                      }));
      writers.shutdown();
      assertTrue(writers.awaitTermination(Flow.PATIENCE.toMinutes(), TimeUnit.MINUTES));
      flow.awaitFiles("many", "committed", FILES);
      List<ExecutionListItem> over = flow.awaitOver("many", 1);
      over.forEach(each -> assertEquals("SUCCEEDED", each.statusAsString(), each.name()));
      assertTrue(flow.runs("many").size() <= 6, () -> flow.runs("many").size() + " Glue runs");
      assertEquals(
          List.of("n,ids,files", FILES + "," + FILES + "," + FILES),
          CommandLineForTests.query(
              flow.lake(),
              "SELECT count(*) AS n, count(DISTINCT id) AS ids, count(DISTINCT _source_file) AS files"
                  + " FROM flow.many"));
      assertEquals(over.size(), flow.messages().await("many", over.size()).size());
    } finally {
      flow.change(Map.of("BatchWindowSeconds", "3", "BatchMaxFiles", "1000"));
    }
  }

  private static void spec(Flow flow, String dataset, String more) {
    flow.spec(
        dataset,
        ("dataset: %s\nsource: {path: \"%s/*.csv\", format: csv}\n"
                + "audit: {columns: [source_file]}\n"
                + "target: {database: flow, table: %s%s}\n")
            .formatted(dataset, flow.landing(dataset), dataset, more));
  }
}
