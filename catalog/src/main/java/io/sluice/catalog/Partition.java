package io.sluice.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * A partition of a table.
 *
 * @param values in the order of the table's partition keys; null is Hive's default partition
 * @param location where its files lie, absolute
 */
public record Partition(List<String> values, String location, long rows, long bytes) {
  private static final Comparator<String> NULL_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  /** By value after value, null first. */
  public static final Comparator<Partition> BY_VALUES = (a, b) -> compare(a.values(), b.values());

  public Partition {
    // Not List.copyOf: null values carry meaning.
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  private static int compare(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = NULL_FIRST.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
