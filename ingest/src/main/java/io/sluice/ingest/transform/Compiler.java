package io.sluice.ingest.transform;

import io.sluice.formats.read.ReadColumn;
import io.sluice.ingest.transform.QualityOperation.Checked;
import io.sluice.ingest.transform.value.Casts;
import io.sluice.spec.AuditSpec.AuditColumn;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.DriftSpec;
import io.sluice.spec.DriftSpec.NewColumn;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.QualityRule;
import io.sluice.spec.QualityRule.Severity;
import io.sluice.spec.SpecLocation;
import io.sluice.spec.TransformException;
import io.sluice.spec.TransformSpec;
import io.sluice.spec.TransformSpec.Cast;
import io.sluice.spec.TransformSpec.Mask;
import io.sluice.spec.TransformSpec.MaskMethod;
import io.sluice.spec.TransformSpec.Rename;
import io.sluice.spec.TransformSpec.Select;
import io.sluice.spec.lake.PartitionRoom;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.TypeParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Compiles step by step, each over the columns that the one before leaves. */
final class Compiler {
  private static final int MAX_RULES = 63;
  private static final String REPLACEMENT = "***";

  private final DatasetSpec spec;
  private final List<Operation> operations = new ArrayList<>();
  private final List<String> inputNames;
  private List<Field> fields;
  private int slots;

  Compiler(DatasetSpec spec, List<ReadColumn> input) {
    this.spec = spec;
    this.inputNames = input.stream().map(ReadColumn::name).toList();
    this.fields = fields(input);
    this.slots = input.size();
  }

  /** The columns before the first step, each in the slot of its place. */
  static List<Field> fields(List<ReadColumn> input) {
    List<Field> fields = new ArrayList<>();
    for (ReadColumn column : input) {
      fields.add(new Field(column.name(), column.type(), fields.size()));
    }
    return fields;
  }

  ColumnTransforms compile(PartitionRoom room) {
    int input = slots;
    for (TransformSpec step : spec.transforms()) {
      compile(step);
    }
    List<QualityRule> rules = QualityRule.flagged(spec.quality());
    if (!rules.isEmpty()) {
      operations.add(quality(rules));
    }
    List<String> folderColumns = new ArrayList<>();
    for (PartitionField field : spec.target().partitionBy()) {
      Field key =
          Names.require(fields, field.column(), new SpecLocation("target.partition_by", 0, 0));
      if (field.function() == PartitionFunction.IDENTITY && key.type() == Primitive.STRING) {
        boolean read = key.slot() < input;
        if (read) {
          folderColumns.add(inputNames.get(key.slot()));
        }
        // The folder has the column's last name, which may be longer than that it was read by.
        if (!read || !key.name().equalsIgnoreCase(inputNames.get(key.slot()))) {
          operations.add(new FolderOperation(key, field));
        }
      }
    }
    operations.addAll(FolderOperation.ofTruncated(spec.target().partitionBy(), fields));
    operations.addAll(PartitionOperation.of(spec.target().partitionBy(), fields));
    PathOperation.of(spec.target().partitionBy(), fields, room).ifPresent(operations::add);
    return new ColumnTransforms(
        List.copyOf(operations), List.copyOf(fields), folderColumns, input, slots);
  }

  private void compile(TransformSpec step) {
    if (step instanceof Select select) {
      select(select);
    } else if (step instanceof Rename rename) {
      rename(rename);
    } else if (step instanceof Cast cast) {
      cast(cast);
    } else {
      mask((Mask) step);
    }
  }

  private void select(Select select) {
    SpecLocation at = select.location();
    List<Field> selected = new ArrayList<>();
    for (String text : select.expressions()) {
      SelectItem item = SelectItem.of(text).orElseThrow();
      if (item.column().isEmpty()) {
        selected.addAll(fields);
      } else {
        Field field = Names.resolve(fields, item.column().get(), text, at);
        selected.add(field.named(item.alias().orElse(field.name())));
      }
    }
    Set<String> kept = keptColumns();
    Set<String> names = new HashSet<>();
    selected.forEach(field -> names.add(field.name()));
    for (Field field : fields) {
      if (kept.contains(field.name()) && names.add(field.name())) {
        selected.add(field);
      }
    }
    Names.requireDistinct(selected, at);
    fields = selected;
  }

  /** What was asked for elsewhere in the spec: no select drops it. */
  private Set<String> keptColumns() {
    Set<String> kept = new HashSet<>();
    spec.audit().columns().stream().map(AuditColumn::columnName).forEach(kept::add);
    if (spec.onDrift().newColumn() == NewColumn.RESCUE) {
      kept.add(DriftSpec.RESCUED_COLUMN);
    }
    return kept;
  }

  private void rename(Rename rename) {
    Map<Field, String> names = new HashMap<>();
    rename
        .columns()
        .forEach((old, name) -> names.put(Names.require(fields, old, rename.location()), name));
    List<Field> renamed = new ArrayList<>();
    for (Field field : fields) {
      renamed.add(field.named(names.getOrDefault(field, field.name())));
    }
    Names.requireDistinct(renamed, rename.location());
    fields = renamed;
  }

  private void cast(Cast cast) {
    List<Field> before = List.copyOf(fields);
    cast.columns()
        .forEach(
            (name, ddl) -> {
              Field field = Names.require(before, name, cast.location());
              DataType to = TypeParser.parse(ddl);
              if (field.type().equals(to)) {
                return;
              }
              if (!Casts.allowed(field.type(), to)) {
                throw new TransformException(
                    cast.location(), name + " as " + ddl, cannotCast(field.type(), to));
              }
              int slot = slots++;
              operations.add(new CastOperation(field, slot, to));
              replace(field, to, slot);
            });
  }

  static String cannotCast(DataType from, DataType to) {
    return "cannot cast \""
        + from.ddl().toUpperCase(Locale.ROOT)
        + "\" to \""
        + to.ddl().toUpperCase(Locale.ROOT)
        + "\".";
  }

  private void mask(Mask mask) {
    List<Field> before = List.copyOf(fields);
    for (String name : mask.columns()) {
      Field field = Names.require(before, name, mask.location());
      if (field.type().nested()) {
        throw new TransformException(
            mask.location(),
            "column '" + name + "' is nested; derive its members as columns and mask those");
      }
      int slot = slots++;
      String text =
          mask.method() == MaskMethod.REDACT
              ? mask.replacement().orElse(REPLACEMENT)
              : mask.salt().orElse("");
      operations.add(new MaskOperation(field.slot(), slot, mask.method(), text, mask.keepLast()));
      replace(field, Primitive.STRING, slot);
    }
  }

  /** Puts a new column in the place of one of the same name. */
  private void replace(Field old, DataType type, int slot) {
    List<Field> replaced = new ArrayList<>();
    for (Field field : fields) {
      replaced.add(field.name().equals(old.name()) ? new Field(old.name(), type, slot) : field);
    }
    fields = replaced;
  }

  private QualityOperation quality(List<QualityRule> rules) {
    if (rules.size() > MAX_RULES) {
      throw new TransformException(
          rules.get(MAX_RULES).location(),
          "a spec can have " + MAX_RULES + " rules about rows, not more");
    }
    RuleCompiler compiler = new RuleCompiler(fields);
    List<Checked> checked = new ArrayList<>();
    for (QualityRule rule : rules) {
      checked.add(
          new Checked(
              compiler.compile(rule),
              rule.severity() == Severity.REJECT,
              "quality:" + rule.name()));
    }
    return new QualityOperation(List.copyOf(checked));
  }
}
