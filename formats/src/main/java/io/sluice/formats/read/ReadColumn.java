package io.sluice.formats.read;

import io.sluice.spec.ColumnSpec;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.type.DataType;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * One column to produce: how to find its text in a record and how to understand it. All precedence
 * between spec, detection and defaults is settled before this is made.
 *
 * @param name its name in the table
 * @param sourceNames the field's possible names in a file, first match wins; for {@link Kind#FIELD}
 * @param kind a field of the file, or something the reader knows itself
 * @param onBadValue what a value that does not parse does
 */
public record ReadColumn(
    String name,
    DataType type,
    List<String> sourceNames,
    Kind kind,
    boolean nullable,
    ValueRules rules,
    OnBadValue onBadValue)
    implements Serializable {

  /** Where the value comes from. */
  public enum Kind {
    FIELD,
    /** The file's URI: string. */
    SOURCE_FILE,
    /** The record's number in its file, from 1: bigint. Needs {@code ByteRange.firstRecord}. */
    RECORD_NUMBER,
    /** The record's number in its byte range, from 0: bigint. */
    RECORD_IN_RANGE,
    /** bigint. */
    BYTE_OFFSET,
    /** bigint. */
    BYTE_LENGTH,
    /** The record's text: string. */
    RAW,
    /** The text in {@code rules.defaultValue}, parsed once. */
    CONSTANT,
    /** Unknown fields, and with them bad values, as a JSON object, or null: string. */
    RESCUED
  }

  /** What a bad value does to its record. */
  public enum OnBadValue {
    REJECT,
    NULL
  }

  public ReadColumn {
    sourceNames = List.copyOf(sourceNames);
  }

  /**
   * How a field's text is understood; see {@code SourceOptions} for what each means.
   *
   * @param nullTokens texts that are null when not quoted, besides the empty field
   * @param format a {@code java.time} pattern, or {@code base64} | {@code hex}; absent: ISO 8601,
   *     base64
   */
  public record ValueRules(
      List<String> nullTokens,
      boolean emptyIsNull,
      boolean trim,
      Optional<String> defaultValue,
      Optional<String> format,
      String timezone,
      char decimalSeparator,
      Optional<Character> groupingSeparator,
      boolean allowExponent,
      List<String> trueValues,
      List<String> falseValues)
      implements Serializable {
    public static final ValueRules STRICT =
        new ValueRules(
            List.of(),
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            "UTC",
            '.',
            Optional.empty(),
            false,
            List.of("true"),
            List.of("false"));

    public ValueRules {
      nullTokens = List.copyOf(nullTokens);
      trueValues = List.copyOf(trueValues);
      falseValues = List.copyOf(falseValues);
    }

    /** What the options say about every field of a file; they have no default and no format. */
    public static ValueRules of(SourceOptions options) {
      return of(options, options.nullTokens(), options.trim(), Optional.empty(), Optional.empty());
    }

    /** What the options say about a column's fields, unless the column itself says other. */
    public static ValueRules of(SourceOptions options, ColumnSpec column) {
      return of(
          options,
          column.nullTokens().or(options::nullTokens),
          column.trim().or(options::trim),
          column.defaultValue(),
          column.format().or(() -> format(options, column.type())));
    }

    private static Optional<String> format(SourceOptions options, DataType type) {
      if (type == DataType.Primitive.DATE) {
        return options.dateFormat();
      }
      return type == DataType.Primitive.TIMESTAMP || type == DataType.Primitive.TIMESTAMP_NTZ
          ? options.timestampFormat()
          : Optional.empty();
    }

    private static ValueRules of(
        SourceOptions options,
        Optional<List<String>> nullTokens,
        Optional<Boolean> trim,
        Optional<String> defaultValue,
        Optional<String> format) {
      return new ValueRules(
          nullTokens.orElse(List.of()),
          options.emptyIsNull(),
          trim.orElse(false),
          defaultValue,
          format,
          options.timezone(),
          options.decimalSeparator().charAt(0),
          options.groupingSeparator().filter(s -> !s.isEmpty()).map(s -> s.charAt(0)),
          options.allowExponent(),
          options.trueValues(),
          options.falseValues());
    }

    /** The same rules with another default value. */
    public ValueRules withDefault(Optional<String> value) {
      return new ValueRules(
          nullTokens,
          emptyIsNull,
          trim,
          value,
          format,
          timezone,
          decimalSeparator,
          groupingSeparator,
          allowExponent,
          trueValues,
          falseValues);
    }

    /** The same rules with other texts for booleans. */
    public ValueRules withBooleans(List<String> trues, List<String> falses) {
      return new ValueRules(
          nullTokens,
          emptyIsNull,
          trim,
          defaultValue,
          format,
          timezone,
          decimalSeparator,
          groupingSeparator,
          allowExponent,
          trues,
          falses);
    }

    private Object writeReplace() {
      return new Form(
          nullTokens,
          emptyIsNull,
          trim,
          defaultValue.orElse(null),
          format.orElse(null),
          timezone,
          decimalSeparator,
          groupingSeparator.orElse(null),
          allowExponent,
          trueValues,
          falseValues);
    }

    /** What travels: an Optional cannot. */
    private record Form(
        List<String> nullTokens,
        boolean emptyIsNull,
        boolean trim,
        String defaultValue,
        String format,
        String timezone,
        char decimalSeparator,
        Character groupingSeparator,
        boolean allowExponent,
        List<String> trueValues,
        List<String> falseValues)
        implements Serializable {
      private Object readResolve() {
        return new ValueRules(
            nullTokens,
            emptyIsNull,
            trim,
            Optional.ofNullable(defaultValue),
            Optional.ofNullable(format),
            timezone,
            decimalSeparator,
            Optional.ofNullable(groupingSeparator),
            allowExponent,
            trueValues,
            falseValues);
      }
    }
  }
}
