package io.sluice.aws.glue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/** Batches, their errors item by item, and what others may do with partitions. */
@ExtendWith(LocalAwsForTests.class)
class GluePartitionsTest {
  private final GlueFixture glue = new GlueFixture();
  private Table table;

  @BeforeEach
  void table() {
    table = glue.catalog.put(glue.flights(0, "id"));
    glue.faults.calls();
  }

  private Partition partition(String carrier, long rows) {
    return new Partition(
        Arrays.asList(carrier), table.location() + "/carrier=" + carrier, rows, 10 * rows);
  }

  private List<Partition> partitions(int count) {
    return IntStream.range(0, count).mapToObj(i -> partition("%04d".formatted(i), i)).toList();
  }

  @Test
  void onlyDifferencesAreSentInFullBatches() {
    List<Partition> all = partitions(250);
    glue.catalog.putPartitions(table, all);
    assertEquals(Map.of("BatchGetPartition", 1, "BatchCreatePartition", 3), glue.faults.calls());
    glue.catalog.putPartitions(table, all);
    assertEquals(Map.of("BatchGetPartition", 1), glue.faults.calls());

    List<Partition> grown =
        all.stream().map(p -> partition(p.values().get(0), p.rows() + 1)).toList();
    List<Partition> mixed =
        Stream.concat(grown.subList(0, 101).stream(), all.subList(101, 250).stream()).toList();
    glue.catalog.putPartitions(table, mixed);
    assertEquals(Map.of("BatchGetPartition", 1, "BatchUpdatePartition", 2), glue.faults.calls());

    assertEquals(mixed, glue.catalog.partitions(table));
    assertEquals(Map.of("GetPartitions", 3), glue.faults.calls());

    glue.catalog.removePartitions(
        table, mixed.subList(0, 60).stream().map(Partition::values).toList());
    assertEquals(Map.of("BatchDeletePartition", 3), glue.faults.calls());
    assertEquals(mixed.subList(60, 250), glue.catalog.partitions(table));
  }

  @Test
  void valuesArePlainAndNullIsHives() {
    Partition odd =
        new Partition(List.of("a/b=c 한"), table.location() + "/carrier=a%2Fb%3Dc 한", 1, 2);
    Partition none =
        new Partition(
            Arrays.asList((String) null),
            table.location() + "/carrier=__HIVE_DEFAULT_PARTITION__",
            1,
            2);
    glue.catalog.putPartitions(table, List.of(odd, none));
    assertEquals(List.of(none, odd), glue.catalog.partitions(table));
    software.amazon.awssdk.services.glue.model.Partition raw = raw("a/b=c 한");
    assertEquals(odd.location() + "/", raw.storageDescriptor().location());
    assertEquals(glue.raw().storageDescriptor().serdeInfo(), raw.storageDescriptor().serdeInfo());
    assertEquals(glue.raw().storageDescriptor().columns(), raw.storageDescriptor().columns());
    assertEquals(
        none.location() + "/", raw("__HIVE_DEFAULT_PARTITION__").storageDescriptor().location());
  }

  private software.amazon.awssdk.services.glue.model.Partition raw(String value) {
    return Emulated.plain()
        .getPartition(
            b -> b.databaseName(table.database()).tableName(table.name()).partitionValues(value))
        .partition();
  }

  @Test
  void whatOthersPutThereSurvives() {
    glue.catalog.putPartitions(table, List.of(partition("AA", 1)));
    PartitionInput input = PartitionInputs.of(raw("AA"));
    Map<String, String> parameters = new TreeMap<>(input.parameters());
    parameters.put("numFiles", "3");
    Emulated.plain()
        .updatePartition(
            b ->
                b.databaseName(table.database())
                    .tableName(table.name())
                    .partitionValueList("AA")
                    .partitionInput(input.toBuilder().parameters(parameters).build()));
    glue.catalog.putPartitions(table, List.of(partition("AA", 2)));
    assertEquals("3", raw("AA").parameters().get("numFiles"));
    assertEquals(List.of(partition("AA", 2)), glue.catalog.partitions(table));
  }

  @Test
  void aBatchWhoseAnswerWasLostIsCompleted() {
    glue.faults.fail("BatchCreatePartition", 500, "InternalServiceException");
    glue.catalog.putPartitions(table, partitions(3));
    assertEquals(partitions(3), glue.catalog.partitions(table));
  }

  @Test
  void throttlingAndConflictsOfBatchesAreWaitedOut() {
    glue.faults.fail("BatchCreatePartition", 400, "ThrottlingException");
    glue.faults.fail("BatchCreatePartition", 400, "ConcurrentModificationException");
    glue.catalog.putPartitions(table, partitions(3));
    glue.faults.fail("BatchDeletePartition", 400, "ConcurrentModificationException");
    glue.catalog.removePartitions(table, List.of(List.of("0001")));
    assertEquals(2, glue.catalog.partitions(table).size());
  }

  @Test
  void partitionsLeftUnreadAreAskedAgain() {
    glue.catalog.putPartitions(table, partitions(3));
    glue.faults.calls();
    glue.faults.change(
        "BatchGetPartition",
        answer ->
            ((BatchGetPartitionResponse) answer)
                .toBuilder()
                    .partitions(((BatchGetPartitionResponse) answer).partitions().subList(0, 2))
                    .unprocessedKeys(PartitionValueList.builder().values("0002").build())
                    .build());
    glue.catalog.putPartitions(table, partitions(3));
    assertEquals(Map.of("BatchGetPartition", 2), glue.faults.calls());
  }

  @Test
  void anErrorOfAnItemThatPassesIsTriedAgainAndOneThatStaysIsNamed() {
    glue.faults.change("BatchCreatePartition", failing("0001", "InternalServiceException"));
    glue.catalog.putPartitions(table, partitions(3));
    glue.faults.change(
        "BatchCreatePartition", failing("AA", "ResourceNumberLimitExceededException"));
    GlueCatalogException e =
        assertThrows(
            GlueCatalogException.class,
            () -> glue.catalog.putPartitions(table, List.of(partition("AA", 1))));
    assertTrue(
        e.getMessage().contains("[AA] ResourceNumberLimitExceededException: made by a test"),
        e.getMessage());
    assertTrue(e.getMessage().contains("1 of 1 partitions"), e.getMessage());
  }

  private static UnaryOperator<SdkResponse> failing(String value, String code) {
    return answer ->
        ((BatchCreatePartitionResponse) answer)
            .toBuilder()
                .errors(
                    PartitionError.builder()
                        .partitionValues(value)
                        .errorDetail(
                            ErrorDetail.builder()
                                .errorCode(code)
                                .errorMessage("made by a test")
                                .build())
                        .build())
                .build();
  }
}
