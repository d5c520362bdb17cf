package io.sluice.jobs.publish;

import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.catalog.Table.PartitionKey;
import io.sluice.jobs.lake.Lake;
import io.sluice.ledger.Ledger.LiveOutput;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings the catalog's partitions to what is live once a manifest is carried out: differences only.
 */
final class PartitionSync {
  private final Lake lake;

  PartitionSync(Lake lake) {
    this.lake = lake;
  }

  void sync(Table table, Manifest manifest) {
    if (table.partitionKeys().isEmpty()) {
      return;
    }
    Set<String> removed = new HashSet<>(manifest.removed());
    Map<String, Output> live = new HashMap<>();
    Set<List<String>> touched = new HashSet<>();
    for (LiveOutput output : lake.ledger().liveOutputs(table.qualifiedName(), Kind.DATA)) {
      if (removed.contains(output.output().path())) {
        touched.add(values(table, output.output()));
      } else {
        live.put(output.output().path(), output.output());
      }
    }
    for (Output output : manifest.outputs()) {
      if (output.kind() == Kind.DATA) {
        live.put(output.path(), output);
        touched.add(values(table, output));
      }
    }
    Map<List<String>, Partition> changed = new HashMap<>();
    for (Output output : live.values()) {
      List<String> values = values(table, output);
      if (touched.contains(values)) {
        Partition added =
            new Partition(values, folder(output.path()), output.rows(), output.bytes());
        changed.merge(values, added, PartitionSync::sum);
      }
    }
    touched.removeAll(changed.keySet());
    lake.catalog().putPartitions(table, List.copyOf(changed.values()));
    lake.catalog().removePartitions(table, List.copyOf(touched));
  }

  private static Partition sum(Partition a, Partition b) {
    return new Partition(a.values(), a.location(), a.rows() + b.rows(), a.bytes() + b.bytes());
  }

  /** With nulls: not {@code List.copyOf}. */
  private static List<String> values(Table table, Output output) {
    List<String> values = new ArrayList<>();
    for (PartitionKey key : table.partitionKeys()) {
      values.add(output.partition().get(key.name()));
    }
    return values;
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }
}
