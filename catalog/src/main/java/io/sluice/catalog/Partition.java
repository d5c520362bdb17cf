package io.sluice.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A partition of a table.
 *
 * @param values in the order of the table's partition keys; null is Hive's default partition
 */
public record Partition(List<String> values, String location, long rows, long bytes) {
  public Partition {
    // Not List.copyOf: null values carry meaning.
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }
}
