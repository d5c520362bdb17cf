package io.sluice.aws.glue;

import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.spec.lake.FolderNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;

/**
 * Partitions as Glue takes them. Values are plain; only in locations are they escaped, as Hive does
 * it, and locations come so already.
 */
final class PartitionInputs {
  /** What a partition that others added says of its rows and bytes. */
  private static final long UNKNOWN = -1;

  private PartitionInputs() {}

  /** Values for Glue. The empty string is null, too: Hive cannot tell them apart. */
  static List<String> written(List<String> values) {
    return values.stream()
        .map(value -> value == null || value.isEmpty() ? FolderNames.NULL : value)
        .toList();
  }

  static Partition read(software.amazon.awssdk.services.glue.model.Partition glue) {
    List<String> values = new ArrayList<>();
    for (String value : glue.values()) {
      values.add(value.equals(FolderNames.NULL) ? null : value);
    }
    String location =
        glue.storageDescriptor() == null
            ? ""
            : GlueLocations.read(glue.storageDescriptor().location());
    return new Partition(
        values,
        location,
        number(glue.parameters(), GlueKeys.ROWS),
        number(glue.parameters(), GlueKeys.BYTES));
  }

  private static long number(Map<String, String> parameters, String key) {
    try {
      return Long.parseLong(parameters.getOrDefault(key, ""));
    } catch (NumberFormatException foreign) {
      return UNKNOWN;
    }
  }

  /** What Glue has now, in the form that an update takes. */
  static PartitionInput of(software.amazon.awssdk.services.glue.model.Partition glue) {
    return PartitionInput.builder()
        .values(glue.values())
        .lastAccessTime(glue.lastAccessTime())
        .lastAnalyzedTime(glue.lastAnalyzedTime())
        .storageDescriptor(glue.storageDescriptor())
        .parameters(new TreeMap<>(glue.parameters()))
        .build();
  }

  static PartitionInput create(Table table, Partition ours) {
    return change(PartitionInput.builder().values(written(ours.values())).build(), table, ours);
  }

  /** What Glue has, with what is Sluice's set right. */
  static PartitionInput change(PartitionInput theirs, Table table, Partition ours) {
    StorageDescriptor descriptor = theirs.storageDescriptor();
    List<Column> columns =
        GlueColumns.merge(
            descriptor == null ? List.of() : descriptor.columns(),
            table.columns(),
            table.columns());
    Map<String, String> parameters = new TreeMap<>(theirs.parameters());
    parameters.put(GlueKeys.ROWS, Long.toString(ours.rows()));
    parameters.put(GlueKeys.BYTES, Long.toString(ours.bytes()));
    return theirs.toBuilder()
        .storageDescriptor(Descriptors.merge(descriptor, columns, ours.location()))
        .parameters(parameters)
        .build();
  }
}
