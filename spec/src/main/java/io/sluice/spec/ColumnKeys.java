package io.sluice.spec;

import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The keys of one item of {@code schema}. */
final class ColumnKeys {
  private static final Key<String> NAME = name(Shapes.COLUMN_NAME);
  private static final Key<DataType> TYPE =
      Key.required(
          "type",
          Shapes.TYPE,
          "Its type, as Spark SQL and Hive write it: int, decimal(15,2), array<string>, ...");
  private static final Key<List<String>> FROM =
      Key.of(
          "from",
          // A JSON key may be empty, or nothing but blanks.
          Shapes.oneOrMore(Shapes.TEXT),
          List.of(),
          "the name",
          "The names that the column may have in a file; the first match wins.");
  private static final Key<Boolean> NULLABLE =
      Key.of(
          "nullable",
          Shapes.BOOLEAN,
          true,
          "true",
          "Whether null is allowed; otherwise a null rejects its row.");
  private static final Key<Optional<String>> COMMENT =
      Key.optional("comment", Shapes.TEXT, "What the column means; goes into the catalog.");
  private static final Key<Optional<String>> FORMAT =
      Key.optional(
          "format",
          Shapes.NOT_BLANK,
          "ISO 8601; base64",
          "For dates and timestamps a java.time pattern; for binary base64 or hex.");
  private static final Key<Optional<List<String>>> NULL_TOKENS =
      Key.optional(
          "null_tokens",
          Shapes.oneOrMore(Shapes.TEXT),
          "source.options.null_tokens",
          "Unquoted texts that mean null in this column.");
  private static final Key<Optional<String>> DEFAULT =
      Key.optional(
          "default", Shapes.VALUE, "null", "Text parsed in place of a null or missing field.");
  private static final Key<Optional<Boolean>> TRIM =
      Key.optional(
          "trim",
          Shapes.BOOLEAN,
          "source.options.trim",
          "Whether spaces and tabs around an unquoted field of this column are dropped.");

  static final Shape<ColumnSpec> SHAPE = shape(NAME, ColumnKeys::check);

  /**
   * As a table keeps its columns: what they were called when they came into it stands, whatever the
   * rules for what users write.
   */
  static final Shape<ColumnSpec> KEPT = shape(name(Shapes.TEXT), fields -> {});

  private ColumnKeys() {}

  private static Key<String> name(Shape<String> shape) {
    return Key.required("name", shape, "The column's name in the table.");
  }

  private static Shape<ColumnSpec> shape(Key<String> name, Consumer<Fields> check) {
    return new ObjectShape<>(
        List.of(name, TYPE, FROM, NULLABLE, COMMENT, FORMAT, NULL_TOKENS, DEFAULT, TRIM),
        check,
        f ->
            new ColumnSpec(
                f.get(name),
                f.get(TYPE),
                f.get(FROM),
                f.get(NULLABLE),
                f.get(COMMENT),
                f.get(FORMAT),
                f.get(NULL_TOKENS),
                f.get(DEFAULT),
                f.get(TRIM)));
  }

  private static void check(Fields f) {
    if (!f.has(TYPE) || f.get(FORMAT).isEmpty()) {
      return;
    }
    String format = f.get(FORMAT).get();
    if (!(f.get(TYPE) instanceof Primitive primitive)) {
      f.problem(FORMAT, "does not go with type " + f.get(TYPE).ddl(), "remove it");
      return;
    }
    switch (primitive) {
      case DATE, TIMESTAMP, TIMESTAMP_NTZ -> {
        try {
          OptionTexts.checkTimePattern(format);
        } catch (Refused e) {
          f.problem(FORMAT, e.getMessage(), e.hint);
        }
      }
      case BINARY -> {
        if (!format.equals("base64") && !format.equals("hex")) {
          f.problem(FORMAT, "must be base64 or hex, but is '" + format + "'", "");
        }
      }
      default ->
          f.problem(
              FORMAT,
              "does not go with type " + primitive.ddl(),
              "it is for date, timestamp, timestamp_ntz and binary");
    }
  }
}
