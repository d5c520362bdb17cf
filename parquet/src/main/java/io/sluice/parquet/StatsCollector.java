package io.sluice.parquet;

import io.sluice.parquet.page.Chunk;
import io.sluice.parquet.schema.FileSchema;
import io.sluice.parquet.schema.Leaf;
import io.sluice.parquet.schema.Node;
import io.sluice.parquet.schema.ValueOrder;
import io.sluice.parquet.text.ValueText;
import java.util.ArrayList;
import java.util.List;

/** The statistics of a whole file, gathered as its row groups are written. */
final class StatsCollector {
  private final FileSchema schema;
  private final long[] nulls;
  private final byte[][] mins;
  private final byte[][] maxs;

  StatsCollector(FileSchema schema) {
    this.schema = schema;
    nulls = new long[schema.columns().size()];
    mins = new byte[schema.leaves().size()][];
    maxs = new byte[schema.leaves().size()][];
  }

  void addNulls(int column, long count) {
    nulls[column] += count;
  }

  void add(Chunk chunk) {
    if (chunk.min() != null) {
      int i = chunk.leaf().ordinal();
      ValueOrder order = chunk.leaf().order();
      mins[i] = mins[i] == null ? chunk.min() : order.min(mins[i], chunk.min());
      maxs[i] = maxs[i] == null ? chunk.max() : order.max(maxs[i], chunk.max());
    }
  }

  List<ColumnStats> columns() {
    List<ColumnStats> stats = new ArrayList<>();
    for (int i = 0; i < nulls.length; i++) {
      String min = null;
      String max = null;
      if (schema.nodes().get(i) instanceof Node.LeafNode leaf) {
        min = text(mins[leaf.leaf().ordinal()], leaf.leaf());
        max = text(maxs[leaf.leaf().ordinal()], leaf.leaf());
      }
      stats.add(new ColumnStats(schema.columns().get(i).name(), nulls[i], min, max));
    }
    return stats;
  }

  private static String text(byte[] value, Leaf leaf) {
    return value == null || value.length > ColumnStats.MAX_TEXT_BYTES
        ? null
        : ValueText.of(value, leaf.type());
  }
}
