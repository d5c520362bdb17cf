package io.sluice.ingest.transform;

import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadPlan;
import io.sluice.parquet.OutputColumn;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.PartitionField;
import io.sluice.spec.QualityRule;
import io.sluice.spec.TransformException;
import io.sluice.spec.lake.BookkeepingColumns;
import io.sluice.spec.lake.PartitionRoom;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The transforms and rules of a spec over column batches, without Spark SQL. Rows, rejects and
 * counts are those that Spark SQL would give, to the byte. Compiled once where the run is prepared;
 * travels to its tasks, each of which {@link #open opens} it for itself.
 */
public final class ColumnTransforms implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<Operation> operations;
  private final List<Field> output;
  private final int inputColumns;
  private final int slots;

  /** Columns that are read and whose values, unchanged, become names of folders. */
  private final List<String> folderColumns;

  ColumnTransforms(
      List<Operation> operations,
      List<Field> output,
      List<String> folderColumns,
      int inputColumns,
      int slots) {
    this.operations = operations;
    this.output = output;
    this.folderColumns = List.copyOf(folderColumns);
    this.inputColumns = inputColumns;
    this.slots = slots;
  }

  /**
   * Checks every step and rule; reads no data.
   *
   * @param input the data columns that are read, audit columns included
   * @param room for the folders of partitions
   * @return nothing if the spec has neither transforms nor rules about rows, and every value has a
   *     partition
   * @throws TransformException at the first thing that cannot be carried out
   * @throws IllegalArgumentException if the spec needs Spark SQL, see {@link SparkNeed}
   */
  public static Optional<ColumnTransforms> compile(
      DatasetSpec spec, List<ReadColumn> input, PartitionRoom room) {
    Optional<String> need = SparkNeed.of(spec);
    if (need.isPresent()) {
      throw new IllegalArgumentException(need.get());
    }
    boolean asRead = spec.transforms().isEmpty() && QualityRule.flagged(spec.quality()).isEmpty();
    List<PartitionField> by = spec.target().partitionBy();
    List<Field> fields = Compiler.fields(input);
    if (asRead
        && PartitionOperation.of(by, fields).isEmpty()
        && FolderOperation.ofTruncated(by, fields).isEmpty()
        && PathOperation.of(by, fields, room).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Compiler(spec, input).compile(room));
  }

  /** The columns after the last step. Any can be null, since a step may have made it so. */
  public List<OutputColumn> outputColumns() {
    return output.stream()
        .map(field -> new OutputColumn(field.name(), field.type(), true))
        .toList();
  }

  /** Whether a row can be rejected, for which its record's place and text must be there. */
  public boolean needsRaw() {
    return operations.stream()
        .anyMatch(
            operation ->
                operation instanceof CastOperation
                    || operation instanceof PartitionOperation
                    || operation instanceof FolderOperation
                    || operation instanceof PathOperation
                    || (operation instanceof QualityOperation quality && quality.rejects()));
  }

  /**
   * The plan to read with: that of the data columns, which this was compiled for, and where {@link
   * #needsRaw} says so each record's number, offset, length and text after them.
   */
  public ReadPlan plan(ReadPlan data) {
    List<ReadColumn> columns = new ArrayList<>(data.columns());
    if (needsRaw()) {
      addBookkeeping(columns);
    }
    return new ReadPlan(columns, data.batchRows(), data.missingColumn(), folderColumns);
  }

  private static void addBookkeeping(List<ReadColumn> columns) {
    columns.add(own("record", Primitive.BIGINT, Kind.RECORD_IN_RANGE));
    columns.add(own("offset", Primitive.BIGINT, Kind.BYTE_OFFSET));
    columns.add(own("length", Primitive.BIGINT, Kind.BYTE_LENGTH));
    columns.add(own("raw", Primitive.STRING, Kind.RAW));
  }

  private static ReadColumn own(String name, DataType type, Kind kind) {
    return new ReadColumn(
        BookkeepingColumns.PREFIX + name,
        type,
        List.of(),
        kind,
        true,
        ValueRules.STRICT,
        OnBadValue.REJECT);
  }

  /** With the scratch space for one thread. */
  public TransformWorker open() {
    return new TransformWorker(
        operations.stream().map(Operation::open).toList(),
        output.stream().mapToInt(Field::slot).toArray(),
        inputColumns,
        slots);
  }
}
