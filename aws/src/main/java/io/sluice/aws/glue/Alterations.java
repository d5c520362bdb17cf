package io.sluice.aws.glue;

import io.sluice.catalog.Table;
import io.sluice.spec.lake.LakeLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * What others changed of what is Sluice's of a table (docs/catalog.md has the list), in words. What
 * they added is none of it.
 */
final class Alterations {
  private Alterations() {}

  static List<String> of(StoredTable stored, LakeLocation lake) {
    TableInput theirs = stored.input();
    TableInput ours = TableInputs.repair(stored, lake);
    if (theirs.equals(ours)) {
      return List.of();
    }
    StorageDescriptor described = theirs.storageDescriptor();
    List<String> told = new ArrayList<>();
    columns(
        "column",
        described == null ? List.of() : described.columns(),
        ours.storageDescriptor().columns(),
        told);
    columns("partition key", theirs.partitionKeys(), ours.partitionKeys(), told);
    return told.isEmpty()
        ? List.of("its type, formats or parameters are not as Sluice wrote them")
        : told;
  }

  /**
   * Of a partition. It has the columns of the table when it was last touched: one that it lacks is
   * null in all its rows, and no difference.
   */
  static List<String> of(Partition theirs, Table table) {
    PartitionInput was = PartitionInputs.of(theirs);
    StorageDescriptor ours =
        PartitionInputs.change(was, table, PartitionInputs.read(theirs)).storageDescriptor();
    StorageDescriptor described = was.storageDescriptor();
    if (described == null || !described.hasColumns()) {
      return List.of("it does not say which columns its files have");
    }
    List<String> told = new ArrayList<>();
    Set<String> has = new HashSet<>();
    described.columns().forEach(column -> has.add(column.name().toLowerCase(Locale.ROOT)));
    columns(
        "column",
        described.columns(),
        ours.columns().stream().filter(column -> has.contains(column.name())).toList(),
        told);
    if (!described.toBuilder()
        .columns(List.of())
        .build()
        .equals(ours.toBuilder().columns(List.of()).build())) {
      told.add("its formats are not as Sluice wrote them");
    }
    return told;
  }

  private static void columns(
      String kind, List<Column> theirs, List<Column> ours, List<String> told) {
    Map<String, Column> byName = new HashMap<>();
    theirs.forEach(column -> byName.put(column.name().toLowerCase(Locale.ROOT), column));
    for (Column our : ours) {
      Column their = byName.get(our.name());
      if (their == null) {
        told.add(kind + " " + our.name() + " is not in the catalog");
      } else if (!Objects.equals(their.type(), our.type())) {
        told.add(
            kind + " " + our.name() + " is " + our.type() + ", the catalog says " + their.type());
      }
    }
  }
}
