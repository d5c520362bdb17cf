package io.sluice.aws.glue;

import io.sluice.aws.requests.Batches;
import io.sluice.catalog.Table;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionFailureEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.OperationTimeoutException;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/** Writes partitions in batches of the sizes that Glue takes, and collects what failed in them. */
final class PartitionBatches {
  private static final int CREATE = 100;
  private static final int UPDATE = 100;
  private static final int DELETE = 25;

  private final GlueClient client;

  PartitionBatches(GlueClient client) {
    this.client = client;
  }

  void create(Table table, List<PartitionInput> inputs, ItemErrors errors) {
    for (List<PartitionInput> batch : Batches.of(inputs, CREATE)) {
      List<PartitionError> failed =
          guarded(
              errors,
              batch.stream().map(PartitionInput::values).toList(),
              () ->
                  GluePartitions.call(
                          "BatchCreatePartition",
                          table,
                          () ->
                              client.batchCreatePartition(
                                  b ->
                                      b.databaseName(table.database())
                                          .tableName(table.name())
                                          .partitionInputList(batch)))
                      .errors());
      failed.forEach(error -> errors.add(error.partitionValues(), error.errorDetail()));
    }
  }

  void update(Table table, List<PartitionInput> inputs, ItemErrors errors) {
    for (List<PartitionInput> batch : Batches.of(inputs, UPDATE)) {
      List<BatchUpdatePartitionRequestEntry> entries =
          batch.stream()
              .map(
                  input ->
                      BatchUpdatePartitionRequestEntry.builder()
                          .partitionValueList(input.values())
                          .partitionInput(input)
                          .build())
              .toList();
      List<BatchUpdatePartitionFailureEntry> failed =
          guarded(
              errors,
              batch.stream().map(PartitionInput::values).toList(),
              () ->
                  GluePartitions.call(
                          "BatchUpdatePartition",
                          table,
                          () ->
                              client.batchUpdatePartition(
                                  b ->
                                      b.databaseName(table.database())
                                          .tableName(table.name())
                                          .entries(entries)))
                      .errors());
      failed.forEach(error -> errors.add(error.partitionValueList(), error.errorDetail()));
    }
  }

  /** A partition that is not there is as wanted. */
  void delete(Table table, List<List<String>> values, ItemErrors errors) {
    for (List<List<String>> batch : Batches.of(values, DELETE)) {
      List<PartitionError> failed =
          guarded(
              errors,
              batch,
              () ->
                  GluePartitions.call(
                          "BatchDeletePartition",
                          table,
                          () ->
                              client.batchDeletePartition(
                                  b ->
                                      b.databaseName(table.database())
                                          .tableName(table.name())
                                          .partitionsToDelete(lists(batch))))
                      .errors());
      for (PartitionError error : failed) {
        if (error.errorDetail() == null
            || !"EntityNotFoundException".equals(error.errorDetail().errorCode())) {
          errors.add(error.partitionValues(), error.errorDetail());
        }
      }
    }
  }

  /** A batch that was refused as a whole, but may pass later, counts as each of its items. */
  private static <T> List<T> guarded(
      ItemErrors errors, List<List<String>> batch, Supplier<List<T>> call) {
    try {
      return call.get();
    } catch (ConcurrentModificationException | OperationTimeoutException e) {
      ErrorDetail detail = detail(e);
      batch.forEach(values -> errors.add(values, detail));
      return List.of();
    }
  }

  private static ErrorDetail detail(AwsServiceException e) {
    return ErrorDetail.builder()
        .errorCode(e.getClass().getSimpleName())
        .errorMessage(e.getMessage())
        .build();
  }

  static List<PartitionValueList> lists(Collection<List<String>> values) {
    return values.stream().map(one -> PartitionValueList.builder().values(one).build()).toList();
  }
}
