package io.sluice.parquet.copy;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.ListColumn;
import io.sluice.formats.column.MapColumn;
import io.sluice.formats.column.RepeatedColumn;
import io.sluice.formats.column.StructColumn;
import io.sluice.parquet.copy.RowBatch.Filled;
import java.util.List;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;

/**
 * The next row of a column, into which parquet-java puts its value. It tells of values only: a row
 * that has got none when it ends is null.
 */
abstract sealed class Cell permits ValueCell, Cell.Struct, Cell.Repeated {
  private final Column column;
  private int row;
  private boolean there;

  Cell(Column column) {
    this.column = column;
  }

  static Cell into(Column column, Filled filled) {
    if (column instanceof StructColumn struct) {
      return new Struct(struct, filled);
    }
    if (column instanceof ListColumn || column instanceof MapColumn) {
      return new Repeated((RepeatedColumn) column, filled);
    }
    return new ValueCell(column, filled);
  }

  /** What parquet-java hands the column's values to. */
  abstract Converter converter();

  /** The cells of the columns that this one is made of. */
  List<Cell> children() {
    return List.of();
  }

  /** Notes that the row is not null, and makes room for it; returns its number. */
  int takeRow() {
    column.ensureCapacity(row + 1);
    there = true;
    return row;
  }

  /** Rows that have ended. */
  int rows() {
    return row;
  }

  /** Ends the row. */
  void endRow() {
    if (!there) {
      column.ensureCapacity(row + 1);
      column.setNull(row);
    }
    there = false;
    row++;
  }

  /** Says in the columns how many rows they have. */
  void complete() {
    column.setSize(row);
    children().forEach(Cell::complete);
  }

  /** Begins with row 0 again; the columns have been cleared. */
  void restart() {
    row = 0;
    children().forEach(Cell::restart);
  }

  /** Members end their row with the struct, also where it is null. */
  static final class Struct extends Cell {
    private final List<Cell> members;

    Struct(StructColumn column, Filled filled) {
      super(column);
      members = column.members().stream().map(member -> into(member, filled)).toList();
    }

    @Override
    List<Cell> children() {
      return members;
    }

    @Override
    Converter converter() {
      return new Group(members) {
        @Override
        public void start() {
          takeRow();
        }
      };
    }

    @Override
    void endRow() {
      members.forEach(Cell::endRow);
      super.endRow();
    }
  }

  /** Lists and maps: a group in which the group of their parts repeats. */
  static final class Repeated extends Cell {
    private final RepeatedColumn column;
    private final List<Cell> parts;

    Repeated(RepeatedColumn column, Filled filled) {
      super(column);
      this.column = column;
      this.parts = column.children().stream().map(child -> into(child, filled)).toList();
    }

    @Override
    List<Cell> children() {
      return parts;
    }

    @Override
    Converter converter() {
      GroupConverter part =
          new Group(parts) {
            @Override
            public void end() {
              parts.forEach(Cell::endRow);
            }
          };
      return new GroupConverter() {
        @Override
        public Converter getConverter(int field) {
          return part;
        }

        @Override
        public void start() {
          takeRow();
        }

        @Override
        public void end() {
          column.offsets()[rows() + 1] = parts.get(0).rows();
        }
      };
    }
  }

  private abstract static class Group extends GroupConverter {
    private final List<Converter> fields;

    Group(List<Cell> cells) {
      fields = cells.stream().map(Cell::converter).toList();
    }

    @Override
    public Converter getConverter(int field) {
      return fields.get(field);
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
