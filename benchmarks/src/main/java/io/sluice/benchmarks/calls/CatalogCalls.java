package io.sluice.benchmarks.calls;

import io.sluice.aws.AwsClients;
import io.sluice.aws.glue.GlueCatalog;
import io.sluice.benchmarks.cloud.LocalCloud;
import io.sluice.benchmarks.report.CaseResult;
import io.sluice.benchmarks.workload.BenchmarkCase;
import io.sluice.catalog.Catalog;
import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.spec.PartitionField;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.TypeParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.glue.GlueClient;

/**
 * A table of many partitions in the Glue Data Catalog: what runs ask of it, and what that costs.
 */
public final class CatalogCalls {
  private static final LakeLocation LAKE = new LakeLocation("s3://benchmark/lake");

  private final int partitions;

  /**
   * @param partitions of the table
   */
  public CatalogCalls(int partitions) {
    this.partitions = partitions;
  }

  /** Goes through the scenarios, each of which finds what those before it left. */
  public CaseResult run(Consumer<String> progress) {
    CallCount count = new CallCount();
    try (GlueClient client =
            CallCount.counted(AwsClients.glueBuilder(LocalCloud.SETTINGS), count).build();
        Catalog catalog = GlueCatalog.of(client, LAKE)) {
      List<Partition> all = new ArrayList<>();
      for (int i = 0; i < partitions; i++) {
        all.add(partition(i));
      }
      List<Scenario> scenarios =
          List.of(
              new Scenario("first run", () -> catalog.putPartitions(catalog.put(table()), all)),
              new Scenario("nothing changes", () -> catalog.put(stored(catalog))),
              new Scenario(
                  "one more partition",
                  () ->
                      catalog.putPartitions(
                          catalog.put(stored(catalog)), List.of(partition(partitions)))),
              new Scenario(
                  "the same partitions again", () -> catalog.putPartitions(stored(catalog), all)),
              new Scenario("all are listed", () -> expect(catalog.partitions(stored(catalog)))));
      return Scenario.inTurn(BenchmarkCase.GLUE_PARTITIONS, partitions, scenarios, count, progress);
    }
  }

  private void expect(List<Partition> found) {
    if (found.size() != partitions + 1) {
      throw new IllegalStateException(
          found.size() + " partitions were listed, not " + (partitions + 1));
    }
  }

  private static Table stored(Catalog catalog) {
    return catalog.table("benchmark", "parts").orElseThrow();
  }

  private static Table table() {
    DataType text = TypeParser.parse("string");
    return new Table(
        "benchmark",
        "parts",
        LAKE.root() + "/benchmark/parts",
        List.of(new Table.TableColumn("value", TypeParser.parse("bigint"), true, "")),
        List.of(
            new Table.PartitionKey(
                "key",
                text,
                new PartitionField("key", PartitionField.PartitionFunction.IDENTITY, 0))),
        Map.of(),
        0);
  }

  private static Partition partition(int number) {
    String value = "part " + number;
    return new Partition(
        List.of(value), LAKE.root() + "/benchmark/parts/key=part%20" + number, 1_000, 100_000);
  }
}
