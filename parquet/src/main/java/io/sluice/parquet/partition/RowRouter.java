package io.sluice.parquet.partition;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.parquet.dictionary.LongDictionary;
import io.sluice.spec.PartitionField.PartitionFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sorts the rows of a batch by partition. Partitions are numbered in the order in which they are
 * first seen, and keep their number.
 */
final class RowRouter {
  private final PartitionScheme scheme;
  private final List<KeyEncoder> encoders = new ArrayList<>();

  /** For the second key on: pairs of (partition by the keys before, code of this key). */
  private final List<LongDictionary> combinations = new ArrayList<>();

  private int[] ids = new int[4096];
  private int[] codes = new int[4096];
  private long[] pairs = new long[4096];
  private int[] rows = new int[4096];

  /** Rows of each partition; all 0 between batches. */
  private int[] counts = new int[64];

  private int[] present = new int[64];
  private int[] starts = new int[65];
  private int groups;

  RowRouter(PartitionScheme scheme) {
    this.scheme = scheme;
    for (int i = 0; i < scheme.keys().size(); i++) {
      int source = scheme.sourceIndexes().get(i);
      encoders.add(KeyEncoder.of(scheme.keys().get(i), scheme.columns().get(source).type()));
      combinations.add(new LongDictionary(Integer.MAX_VALUE));
    }
  }

  /** Of each key that is a column itself, how many values were empty texts; without zeros. */
  Map<String, Long> empties() {
    Map<String, Long> empties = new TreeMap<>();
    for (int key = 0; key < encoders.size(); key++) {
      long count = encoders.get(key).empties();
      if (count > 0 && scheme.keys().get(key).field().function() == PartitionFunction.IDENTITY) {
        empties.put(scheme.keys().get(key).name(), count);
      }
    }
    return empties;
  }

  /** Groups the batch's rows; the other methods tell of them until the next call. */
  void route(ColumnBatch batch) {
    int count = batch.rowCount();
    groups = 0;
    if (count == 0) {
      return;
    }
    reserve(count);
    identify(batch, count);
    group(count);
  }

  private void reserve(int count) {
    if (count > ids.length) {
      ids = new int[count];
      codes = new int[count];
      pairs = new long[count];
      rows = new int[count];
    }
  }

  private void identify(ColumnBatch batch, int count) {
    for (int key = 0; key < encoders.size(); key++) {
      encoders.get(key).encode(batch.column(scheme.sourceIndexes().get(key)), count, codes);
      long[] pair = pairs;
      for (int i = 0; i < count; i++) {
        pair[i] = key == 0 ? codes[i] : ((long) ids[i] << 32) | codes[i];
      }
      combinations.get(key).add(pair, 0, count, ids, 0);
    }
  }

  /** A counting sort that keeps the order of rows within a partition. */
  private void group(int count) {
    int[] id = ids;
    for (int i = 0; i < count; i++) {
      int partition = id[i];
      if (partition >= counts.length) {
        int capacity = Math.max(partition + 1, counts.length * 2);
        counts = java.util.Arrays.copyOf(counts, capacity);
        present = java.util.Arrays.copyOf(present, capacity);
        starts = java.util.Arrays.copyOf(starts, capacity + 1);
      }
      if (counts[partition]++ == 0) {
        present[groups++] = partition;
      }
    }
    if (groups == 1) {
      counts[id[0]] = 0;
      starts[0] = 0;
      starts[1] = count;
      return;
    }
    int at = 0;
    for (int g = 0; g < groups; g++) {
      starts[g] = at;
      at += counts[present[g]];
      counts[present[g]] = starts[g];
    }
    starts[groups] = at;
    for (int i = 0; i < count; i++) {
      rows[counts[id[i]]++] = i;
    }
    for (int g = 0; g < groups; g++) {
      counts[present[g]] = 0;
    }
  }

  /** Partitions that the batch has rows of. */
  int groups() {
    return groups;
  }

  /** The group's partition. */
  int partition(int group) {
    return groups == 1 ? ids[0] : present[group];
  }

  /** The batch's rows, group by group; holds nothing if there is but one group: all rows. */
  int[] rows() {
    return rows;
  }

  /** Where a group begins in {@link #rows()}; the next one's start is its end. */
  int start(int group) {
    return starts[group];
  }

  /** The keys' values of a partition, null for the null partition. */
  List<String> values(int partition) {
    List<String> values = new ArrayList<>();
    long id = partition;
    for (int key = encoders.size() - 1; key >= 0; key--) {
      long pair = combinations.get(key).entries()[(int) id];
      values.add(0, encoders.get(key).text((int) pair));
      id = pair >>> 32;
    }
    return values;
  }
}
