package io.sluice.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/** Repairs glue_partition_pages, glue_partition_values, glue_lock and request_models. */
@ExtendWith(LocalAwsForTests.class)
class GluePartitionsTest {
  private final GlueTable table = GlueTable.create();

  @Test
  void batchesHave100And100And25Entries() {
    table.createPartitions(0, 100);
    refused("less than or equal to 100", () -> table.createPartitions(100, 201));
    update(100);
    refused("less than or equal to 100", () -> update(101));
    delete(0, 25);
    refused("less than or equal to 25", () -> delete(25, 51));
    assertEquals(75, all(b -> {}).size());
  }

  private void update(int count) {
    Clients.glue()
        .batchUpdatePartition(
            b ->
                b.databaseName(table.database())
                    .tableName(table.name())
                    .entries(
                        IntStream.range(0, count)
                            .mapToObj(Integer::toString)
                            .map(
                                i ->
                                    BatchUpdatePartitionRequestEntry.builder()
                                        .partitionValueList(i)
                                        .partitionInput(GlueTable.partition(i))
                                        .build())
                            .toList()));
  }

  private void delete(int first, int last) {
    List<PartitionValueList> values =
        IntStream.range(first, last)
            .mapToObj(i -> PartitionValueList.builder().values(Integer.toString(i)).build())
            .toList();
    Clients.glue()
        .batchDeletePartition(
            b ->
                b.databaseName(table.database())
                    .tableName(table.name())
                    .partitionsToDelete(values));
  }

  @Test
  void partitionsComeInPagesAlsoWhenSomeAreDeletedBetween() {
    table.createPartitions(0, 100);
    table.createPartitions(100, 150);
    assertEquals(100, page(b -> {}).partitions().size());

    GetPartitionsResponse first = page(b -> b.maxResults(60));
    delete(50, 75);
    GetPartitionsResponse second = page(b -> b.maxResults(60).nextToken(first.nextToken()));
    GetPartitionsResponse third = page(b -> b.maxResults(60).nextToken(second.nextToken()));
    assertEquals(values(0, 60), values(first.partitions()));
    assertEquals(values(75, 135), values(second.partitions()));
    assertEquals(values(135, 150), values(third.partitions()));
    assertNull(third.nextToken());
  }

  @Test
  void aTokenOfAnotherRequestIsRefused() {
    table.createPartitions(0, 10);
    String token = page(b -> b.maxResults(2)).nextToken();
    assertThrows(
        InvalidInputException.class, () -> page(b -> b.nextToken(token).expression("p = '1'")));
    assertThrows(InvalidInputException.class, () -> page(b -> b.nextToken("made up")));
  }

  @Test
  void segmentsShareThePartitions() {
    table.createPartitions(0, 100);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int number = i;
      List<Partition> segment = all(b -> b.segment(s -> s.segmentNumber(number).totalSegments(4)));
      assertFalse(segment.isEmpty());
      found.addAll(values(segment));
    }
    assertEquals(100, found.size());
    assertEquals(new TreeSet<>(values(0, 100)), new TreeSet<>(found));
    refused("less than or equal to 10", () -> segment(0, 11));
    assertThrows(InvalidInputException.class, () -> segment(4, 4));
  }

  private void segment(int number, int total) {
    page(b -> b.segment(s -> s.segmentNumber(number).totalSegments(total)));
  }

  @Test
  void columnsAreLeftOutIfAsked() {
    table.createPartitions(0, 1);
    Partition without = page(b -> b.excludeColumnSchema(true)).partitions().get(0);
    assertEquals(List.of(), without.storageDescriptor().columns());
    assertEquals("s3://somewhere/", without.storageDescriptor().location());
    assertEquals(1, page(b -> {}).partitions().get(0).storageDescriptor().columns().size());
  }

  @Test
  void aPartitionHasAValueForEachKey() {
    List<PartitionError> errors =
        table
            .createPartitions(
                List.of(GlueTable.partition("1"), GlueTable.partition("2", "too many")))
            .errors();
    assertEquals(1, errors.size());
    assertEquals(List.of("2", "too many"), errors.get(0).partitionValues());
    assertEquals("InvalidInputException", errors.get(0).errorDetail().errorCode());
    assertThrows(
        InvalidInputException.class,
        () ->
            Clients.glue()
                .createPartition(
                    b ->
                        b.databaseName(table.database())
                            .tableName(table.name())
                            .partitionInput(GlueTable.partition())));
    assertEquals(List.of("1"), values(all(b -> {})));
  }

  @Test
  void writersAndReadersDoNotDisturbEachOther() throws Exception {
    int done =
        Race.winners(
            writer -> {
              for (int i = 0; i < 10; i++) {
                int first = 1000 * writer + 10 * i;
                assertEquals(List.of(), table.createPartitions(first, first + 10).errors());
                all(b -> {});
              }
              return true;
            });
    assertEquals(Race.WRITERS, done);
    assertEquals(Race.WRITERS * 100, all(b -> {}).size());
  }

  private GetPartitionsResponse page(Consumer<GetPartitionsRequest.Builder> more) {
    return Clients.glue()
        .getPartitions(
            b -> b.databaseName(table.database()).tableName(table.name()).applyMutation(more));
  }

  private List<Partition> all(Consumer<GetPartitionsRequest.Builder> more) {
    return Clients.glue()
        .getPartitionsPaginator(
            b -> b.databaseName(table.database()).tableName(table.name()).applyMutation(more))
        .stream()
        .flatMap(page -> page.partitions().stream())
        .toList();
  }

  private static List<String> values(List<Partition> partitions) {
    return partitions.stream().map(partition -> partition.values().get(0)).toList();
  }

  private static List<String> values(int first, int last) {
    return IntStream.range(first, last).mapToObj(Integer::toString).toList();
  }

  private static void refused(String because, Executable request) {
    GlueException e = assertThrows(GlueException.class, request);
    assertEquals("ValidationException", e.awsErrorDetails().errorCode());
    assertTrue(e.getMessage().contains(because), e.getMessage());
  }
}
