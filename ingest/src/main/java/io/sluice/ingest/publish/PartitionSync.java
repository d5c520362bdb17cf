package io.sluice.ingest.publish;

import io.sluice.catalog.Catalog;
import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.catalog.Table.PartitionKey;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings the catalog's partitions to what is live: those that a run touches, and no others. */
final class PartitionSync {
  private final Ledger ledger;
  private final Catalog catalog;

  PartitionSync(Ledger ledger, Catalog catalog) {
    this.ledger = ledger;
    this.catalog = catalog;
  }

  /**
   * To what will be live once the manifest's run is committed; or is, because somebody else carried
   * it through while this process was paused: each file counts once.
   */
  void forward(Table table, Manifest manifest) {
    Set<String> removed = new HashSet<>(manifest.removed());
    Map<String, LiveFile> after = new LinkedHashMap<>();
    Set<List<String>> touched = new HashSet<>();
    for (LiveFile file : ledger.liveFiles(table.qualifiedName(), Kind.DATA)) {
      if (removed.contains(file.path())) {
        touched.add(values(table, file.partition()));
      } else {
        after.put(file.path(), file);
      }
    }
    for (Output output : manifest.outputs()) {
      if (output.kind() == Kind.DATA) {
        after.put(
            output.path(),
            new LiveFile("", output.path(), output.partition(), output.rows(), output.bytes()));
        touched.add(values(table, output.partition()));
      }
    }
    sync(table, List.copyOf(after.values()), touched);
  }

  /** To what is live without the manifest's run, which is given up. */
  void back(Table table, Manifest manifest) {
    List<LiveFile> live = ledger.liveFiles(table.qualifiedName(), Kind.DATA);
    Set<String> removed = new HashSet<>(manifest.removed());
    Set<List<String>> touched = new HashSet<>();
    manifest.outputs().stream()
        .filter(output -> output.kind() == Kind.DATA)
        .forEach(output -> touched.add(values(table, output.partition())));
    live.stream()
        .filter(file -> removed.contains(file.path()))
        .forEach(file -> touched.add(values(table, file.partition())));
    sync(table, live, touched);
  }

  private void sync(Table table, List<LiveFile> live, Set<List<String>> touched) {
    Map<List<String>, Partition> changed = partitions(table, live);
    changed.keySet().retainAll(touched);
    Set<List<String>> gone = new HashSet<>(touched);
    gone.removeAll(changed.keySet());
    catalog.putPartitions(table, List.copyOf(changed.values()));
    catalog.removePartitions(table, List.copyOf(gone));
  }

  /** The partitions that live files make, by their values. */
  static Map<List<String>, Partition> partitions(Table table, List<LiveFile> live) {
    Map<List<String>, Partition> partitions = new HashMap<>();
    for (LiveFile file : live) {
      List<String> values = values(table, file.partition());
      Partition added = new Partition(values, folder(file.path()), file.rows(), file.bytes());
      partitions.merge(values, added, PartitionSync::sum);
    }
    return partitions;
  }

  private static Partition sum(Partition a, Partition b) {
    return new Partition(a.values(), a.location(), a.rows() + b.rows(), a.bytes() + b.bytes());
  }

  /** With nulls: not {@code List.copyOf}. */
  private static List<String> values(Table table, Map<String, String> partition) {
    List<String> values = new ArrayList<>();
    for (PartitionKey key : table.partitionKeys()) {
      values.add(partition.get(key.name()));
    }
    return values;
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }
}
