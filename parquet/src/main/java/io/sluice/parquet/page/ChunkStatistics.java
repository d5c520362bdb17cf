package io.sluice.parquet.page;

import io.sluice.parquet.page.Chunk.PageInfo;
import io.sluice.parquet.schema.ValueOrder;
import io.sluice.parquet.stats.Bounds;
import io.sluice.spec.type.DataType.Primitive;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.Statistics;

/**
 * What readers may skip by. Where a column holds NaN nothing is written, neither bounds nor column
 * index: engines disagree on whether NaN is greater than any number, so that a bound would let one
 * of them skip rows that it should return.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class ChunkStatistics {
  /** Longer values are left out of the chunk's statistics, as they would only swell the footer. */
  private static final int MAX_BOUND = 1024;

  /** Bounds of pages are cut here. */
  private static final int MAX_PAGE_BOUND = 64;

  /** Or this far after where those of each page differ: more tells next to nothing. */
  private static final int BEYOND_DIFFERENCE = 16;

  private ChunkStatistics() {}

  public static Statistics of(Chunk chunk) {
    Statistics statistics = new Statistics().setNull_count(chunk.nulls());
    if (chunk.min() != null
        && !chunk.hasNan()
        && chunk.min().length <= MAX_BOUND
        && chunk.max().length <= MAX_BOUND) {
      statistics.setMin_value(chunk.min()).setMax_value(chunk.max());
      statistics.setIs_min_value_exact(true).setIs_max_value_exact(true);
    }
    return statistics;
  }

  /** Null where there may be none. */
  public static ColumnIndex columnIndex(Chunk chunk) {
    if (chunk.hasNan()) {
      return null;
    }
    boolean text = chunk.leaf().type() == Primitive.STRING;
    boolean binary = chunk.leaf().type() == Primitive.BINARY;
    List<Boolean> nullPages = new ArrayList<>();
    List<Long> nullCounts = new ArrayList<>();
    List<ByteBuffer> mins = new ArrayList<>();
    List<ByteBuffer> maxs = new ArrayList<>();
    int limit = text || binary ? pageBound(chunk) : 0;
    for (PageInfo page : chunk.infos()) {
      byte[] min = page.min();
      byte[] max = page.max();
      if (page.allNull()) {
        min = new byte[0];
        max = min;
      } else if (text || binary) {
        min = Bounds.below(min, limit, text);
        max = Bounds.above(max, limit, text);
      }
      nullPages.add(page.allNull());
      nullCounts.add(page.nulls());
      mins.add(ByteBuffer.wrap(min));
      maxs.add(ByteBuffer.wrap(max));
    }
    return new ColumnIndex(nullPages, mins, maxs, boundaryOrder(chunk)).setNull_counts(nullCounts);
  }

  /** One for all pages, as bounds that are cut at different lengths may lose their order. */
  private static int pageBound(Chunk chunk) {
    int difference = 0;
    for (PageInfo page : chunk.infos()) {
      if (!page.allNull()) {
        int at = Arrays.mismatch(page.min(), page.max());
        difference = Math.max(difference, at < 0 ? MAX_PAGE_BOUND : at);
      }
    }
    return Math.min(MAX_PAGE_BOUND, difference + BEYOND_DIFFERENCE);
  }

  /** Cutting bounds keeps their order, so that the order of the whole values is told. */
  private static BoundaryOrder boundaryOrder(Chunk chunk) {
    ValueOrder order = chunk.leaf().order();
    boolean ascending = true;
    boolean descending = true;
    PageInfo before = null;
    for (PageInfo page : chunk.infos()) {
      if (page.allNull()) {
        continue;
      }
      if (before != null) {
        int mins = order.compare(before.min(), page.min());
        int maxs = order.compare(before.max(), page.max());
        ascending &= mins <= 0 && maxs <= 0;
        descending &= mins >= 0 && maxs >= 0;
      }
      before = page;
    }
    if (ascending) {
      return BoundaryOrder.ASCENDING;
    }
    return descending ? BoundaryOrder.DESCENDING : BoundaryOrder.UNORDERED;
  }
}
