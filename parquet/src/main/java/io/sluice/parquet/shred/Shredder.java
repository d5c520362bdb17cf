package io.sluice.parquet.shred;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.ListColumn;
import io.sluice.formats.column.MapColumn;
import io.sluice.formats.column.StructColumn;
import io.sluice.parquet.schema.Leaf;
import io.sluice.parquet.schema.Node;
import io.sluice.parquet.schema.Node.LeafNode;
import io.sluice.parquet.schema.Node.ListNode;
import io.sluice.parquet.schema.Node.MapNode;
import io.sluice.parquet.schema.Node.StructNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a column of a batch apart into Parquet columns with repetition and definition levels, level
 * of nesting by level of nesting, each a loop over arrays.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class Shredder {
  /** Takes the leaves' slots, valid during the call. */
  public interface LeafSink {
    void accept(Leaf leaf, Column column, Slots slots);
  }

  /** The slots at one node of the tree; a position of -1 is a slot that ended above. */
  private static final class Level {
    private int count;
    private byte[] repetition = new byte[1024];
    private byte[] definition = new byte[1024];
    private int[] positions = new int[1024];

    private void reserve(int slots) {
      if (slots > positions.length) {
        int capacity = Math.max(slots, positions.length * 2);
        repetition = Arrays.copyOf(repetition, capacity);
        definition = Arrays.copyOf(definition, capacity);
        positions = Arrays.copyOf(positions, capacity);
      }
    }

    private void add(int repetitionLevel, int definitionLevel, int position) {
      reserve(count + 1);
      repetition[count] = (byte) repetitionLevel;
      definition[count] = (byte) definitionLevel;
      positions[count++] = position;
    }
  }

  private static final boolean[] NONE = new boolean[4096];

  private final List<Level> levels = new ArrayList<>();
  private final Slots slots = new Slots();
  private byte[] flatDefinition = new byte[4096];
  private int[] flatPositions = new int[4096];

  /** Returns in how many of the rows the column itself is null. */
  public int shred(Node node, Column column, RowSet rows, LeafSink sink) {
    if (node instanceof LeafNode leaf) {
      flat(leaf, column, rows);
      sink.accept(leaf.leaf(), column, slots);
      return slots.count - slots.values;
    }
    Level root = level(0);
    for (int i = 0; i < rows.count(); i++) {
      root.add(0, 0, rows.row(i));
    }
    slots.rows = rows.count();
    visit(node, column, root, 1, sink);
    return nulls(column.nulls(), rows);
  }

  private static int nulls(boolean[] nulls, RowSet rows) {
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      count += nulls[rows.row(i)] ? 1 : 0;
    }
    return count;
  }

  private void flat(LeafNode node, Column column, RowSet rows) {
    int count = rows.count();
    slots.rows = count;
    slots.count = count;
    slots.repetition = null;
    slots.definition = null;
    slots.from = rows.from();
    slots.values = count;
    slots.positions = null;
    if (count > flatPositions.length) {
      flatPositions = new int[count];
      flatDefinition = new byte[count];
    }
    boolean[] nulls = column.nulls();
    int[] index = rows.index();
    int[] positions = flatPositions;
    int values;
    if (index != null) {
      values = presentOf(nulls, index, rows.from(), count, positions);
      slots.positions = positions;
    } else if (noneSet(nulls, rows.from(), count)) {
      return;
    } else {
      values = present(nulls, rows.from(), count, positions);
      slots.positions = positions;
    }
    if (values == count) {
      return;
    }
    if (!node.optional()) {
      throw unexpectedNull(node, column, rows);
    }
    byte[] definition = flatDefinition;
    for (int i = 0; i < count; i++) {
      definition[i] = (byte) (nulls[rows.row(i)] ? 0 : 1);
    }
    slots.definition = definition;
    slots.values = values;
  }

  private static boolean noneSet(boolean[] nulls, int from, int count) {
    int to = from + count;
    for (int i = from; i < to; i += NONE.length) {
      int end = Math.min(to, i + NONE.length);
      // Compares a vector at a time, which a loop over booleans does not.
      if (!Arrays.equals(nulls, i, end, NONE, 0, end - i)) {
        return false;
      }
    }
    return true;
  }

  private static int present(boolean[] nulls, int from, int count, int[] positions) {
    int values = 0;
    for (int i = from; i < from + count; i++) {
      positions[values] = i;
      values += nulls[i] ? 0 : 1;
    }
    return values;
  }

  private static int presentOf(boolean[] nulls, int[] index, int from, int count, int[] positions) {
    int values = 0;
    for (int i = from; i < from + count; i++) {
      int row = index[i];
      positions[values] = row;
      values += nulls[row] ? 0 : 1;
    }
    return values;
  }

  private void visit(Node node, Column column, Level in, int depth, LeafSink sink) {
    Level here = present(node, column, in, level(depth));
    if (node instanceof LeafNode leaf) {
      leaf(leaf.leaf(), column, here, sink);
    } else if (node instanceof StructNode struct) {
      List<Column> members = ((StructColumn) column).members();
      for (int i = 0; i < members.size(); i++) {
        visit(struct.members().get(i), members.get(i), here, depth + 1, sink);
      }
    } else if (node instanceof ListNode list) {
      ListColumn lists = (ListColumn) column;
      Level elements = repeat(here, lists.offsets(), list.repetition(), level(depth + 1));
      visit(list.element(), lists.element(), elements, depth + 2, sink);
    } else if (node instanceof MapNode map) {
      MapColumn maps = (MapColumn) column;
      Level entries = repeat(here, maps.offsets(), map.repetition(), level(depth + 1));
      visit(map.key(), maps.key(), entries, depth + 2, sink);
      visit(map.value(), maps.value(), entries, depth + 2, sink);
    }
  }

  /** Ends the slots that are null here; the others are defined one level deeper. */
  private static Level present(Node node, Column column, Level in, Level out) {
    int count = in.count;
    out.reserve(count);
    out.count = count;
    System.arraycopy(in.repetition, 0, out.repetition, 0, count);
    boolean[] nulls = column.nulls();
    int deeper = node.optional() ? 1 : 0;
    for (int i = 0; i < count; i++) {
      int position = in.positions[i];
      boolean there = position >= 0 && !nulls[position];
      if (position >= 0 && !there && deeper == 0) {
        throw new IllegalArgumentException(
            "column " + node.name() + " must not be null, but is, in row " + position + " of it");
      }
      out.positions[i] = there ? position : -1;
      out.definition[i] = (byte) (in.definition[i] + (there ? deeper : 0));
    }
    return out;
  }

  /** A slot for each element, and one for each list that is null or empty. */
  private static Level repeat(Level in, int[] offsets, int repetition, Level out) {
    for (int i = 0; i < in.count; i++) {
      int position = in.positions[i];
      if (position < 0 || offsets[position] == offsets[position + 1]) {
        out.add(in.repetition[i], in.definition[i], -1);
        continue;
      }
      int definition = in.definition[i] + 1;
      int end = offsets[position + 1];
      out.reserve(out.count + end - offsets[position]);
      out.add(in.repetition[i], definition, offsets[position]);
      for (int e = offsets[position] + 1; e < end; e++) {
        out.add(repetition, definition, e);
      }
    }
    return out;
  }

  private void leaf(Leaf leaf, Column column, Level in, LeafSink sink) {
    if (in.count > flatPositions.length) {
      flatPositions = new int[in.count];
      flatDefinition = new byte[in.count];
    }
    int[] positions = flatPositions;
    int values = 0;
    for (int i = 0; i < in.count; i++) {
      positions[values] = in.positions[i];
      values += in.positions[i] < 0 ? 0 : 1;
    }
    slots.count = in.count;
    slots.repetition = leaf.maxRepetition() > 0 ? in.repetition : null;
    slots.definition = values == in.count ? null : in.definition;
    slots.positions = positions;
    slots.values = values;
    sink.accept(leaf, column, slots);
  }

  private Level level(int depth) {
    while (levels.size() <= depth) {
      levels.add(new Level());
    }
    Level level = levels.get(depth);
    level.count = 0;
    return level;
  }

  private static IllegalArgumentException unexpectedNull(
      LeafNode node, Column column, RowSet rows) {
    int row = 0;
    while (row < rows.count() && !column.nulls()[rows.row(row)]) {
      row++;
    }
    return new IllegalArgumentException(
        "column "
            + node.name()
            + " is declared not null, but row "
            + rows.row(row)
            + " of the batch is null. Reject such rows, or declare the column nullable");
  }
}
