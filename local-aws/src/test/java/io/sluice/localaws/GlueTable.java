package io.sluice.localaws;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;

/** A table with one partition key in a database of one test. */
record GlueTable(String database, String name) {
  private static final StorageDescriptor DESCRIPTOR =
      StorageDescriptor.builder()
          .location("s3://somewhere/")
          .columns(Column.builder().name("x").type("int").build())
          .build();

  static GlueTable create() {
    GlueTable table = new GlueTable("d" + UUID.randomUUID().toString().replace('-', '_'), "t");
    Clients.glue().createDatabase(b -> b.databaseInput(d -> d.name(table.database)));
    Clients.glue().createTable(b -> b.databaseName(table.database).tableInput(table.input("0")));
    return table;
  }

  TableInput input(String description) {
    return TableInput.builder()
        .name(name)
        .description(description)
        .partitionKeys(Column.builder().name("p").type("string").build())
        .storageDescriptor(DESCRIPTOR)
        .build();
  }

  Table get() {
    return Clients.glue().getTable(b -> b.databaseName(database).name(name)).table();
  }

  void update(String description, Consumer<UpdateTableRequest.Builder> more) {
    Clients.glue()
        .updateTable(
            b -> b.databaseName(database).tableInput(input(description)).applyMutation(more));
  }

  /** Partitions with the numbers from first to last, without last. */
  BatchCreatePartitionResponse createPartitions(int first, int last) {
    return createPartitions(
        IntStream.range(first, last).mapToObj(i -> partition(Integer.toString(i))).toList());
  }

  BatchCreatePartitionResponse createPartitions(List<PartitionInput> partitions) {
    return Clients.glue()
        .batchCreatePartition(
            b -> b.databaseName(database).tableName(name).partitionInputList(partitions));
  }

  static PartitionInput partition(String... values) {
    return PartitionInput.builder().values(values).storageDescriptor(DESCRIPTOR).build();
  }
}
