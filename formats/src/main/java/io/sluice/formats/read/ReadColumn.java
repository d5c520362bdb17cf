package io.sluice.formats.read;

import io.sluice.spec.ColumnSpec;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.type.DataType;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * One column to produce: how to find its text in a record and how to understand it. All precedence
 * between spec, inspection and defaults is settled before this is made.
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
    /** Likewise, of a folder's name: if it does not parse, no record of the file is right. */
    FOLDER,
    /** Unknown fields, and with them bad values, as a JSON object, or null: string. */
    RESCUED
  }

  /** This column with its value from elsewhere. */
  public ReadColumn from(Kind otherKind, ValueRules otherRules) {
    return new ReadColumn(name, type, sourceNames, otherKind, nullable, otherRules, onBadValue);
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
   * @param defaultValue text that stands for a null; absent: null stays null
   * @param format a {@code java.time} pattern, or {@code base64} | {@code hex}; absent: ISO 8601,
   *     base64
   */
  public record ValueRules(
      Nulls nulls,
      boolean trim,
      Optional<String> defaultValue,
      Optional<String> format,
      String timezone,
      Numbers numbers,
      Booleans booleans)
      implements Serializable {
    public static final ValueRules STRICT =
        new ValueRules(
            new Nulls(List.of(), false),
            false,
            Optional.empty(),
            Optional.empty(),
            "UTC",
            new Numbers('.', Optional.empty(), false),
            new Booleans(List.of("true"), List.of("false")));

    /**
     * Which texts are null.
     *
     * @param tokens texts that are null when not quoted, besides the empty field
     * @param emptyIsNull whether a quoted empty field is null too
     */
    public record Nulls(List<String> tokens, boolean emptyIsNull) implements Serializable {
      public Nulls {
        tokens = List.copyOf(tokens);
      }
    }

    /** How numbers are written. */
    public record Numbers(
        char decimalSeparator, Optional<Character> groupingSeparator, boolean allowExponent)
        implements Serializable {
      private Object writeReplace() {
        return new NumbersForm(decimalSeparator, groupingSeparator.orElse(null), allowExponent);
      }

      /** What travels: an Optional cannot. */
      private record NumbersForm(
          char decimalSeparator, Character groupingSeparator, boolean allowExponent)
          implements Serializable {
        private Object readResolve() {
          return new Numbers(
              decimalSeparator, Optional.ofNullable(groupingSeparator), allowExponent);
        }
      }
    }

    /** The texts of booleans, in any case. */
    public record Booleans(List<String> trueValues, List<String> falseValues)
        implements Serializable {
      public Booleans {
        trueValues = List.copyOf(trueValues);
        falseValues = List.copyOf(falseValues);
      }
    }

    /** What the options say about every field of a file; they have no default and no format. */
    public static ValueRules of(SourceOptions options) {
      return of(
          options,
          options.values().nullTokens(),
          options.values().trim(),
          Optional.empty(),
          Optional.empty());
    }

    /** What the options say about a column's fields, unless the column itself says other. */
    public static ValueRules of(SourceOptions options, ColumnSpec column) {
      return of(
          options,
          column.nullTokens().or(options.values()::nullTokens),
          column.trim().or(options.values()::trim),
          column.defaultValue(),
          column.format().or(() -> format(options, column.type())));
    }

    private static Optional<String> format(SourceOptions options, DataType type) {
      if (type == DataType.Primitive.DATE) {
        return options.times().dateFormat();
      }
      return type == DataType.Primitive.TIMESTAMP || type == DataType.Primitive.TIMESTAMP_NTZ
          ? options.times().timestampFormat()
          : Optional.empty();
    }

    private static ValueRules of(
        SourceOptions options,
        Optional<List<String>> nullTokens,
        Optional<Boolean> trim,
        Optional<String> defaultValue,
        Optional<String> format) {
      return new ValueRules(
          new Nulls(nullTokens.orElse(List.of()), options.values().emptyIsNull()),
          trim.orElse(false),
          defaultValue,
          format,
          options.times().timezone(),
          new Numbers(
              options.numbers().decimalSeparator().charAt(0),
              options.numbers().groupingSeparator().filter(s -> !s.isEmpty()).map(s -> s.charAt(0)),
              options.numbers().allowExponent()),
          new Booleans(options.values().trueValues(), options.values().falseValues()));
    }

    /** The same rules with another default value. */
    public ValueRules withDefault(Optional<String> value) {
      return new ValueRules(nulls, trim, value, format, timezone, numbers, booleans);
    }

    /** The same rules with other texts for booleans. */
    public ValueRules withBooleans(Booleans other) {
      return new ValueRules(nulls, trim, defaultValue, format, timezone, numbers, other);
    }

    private Object writeReplace() {
      return new Form(
          nulls, trim, defaultValue.orElse(null), format.orElse(null), timezone, numbers, booleans);
    }

    /** What travels: an Optional cannot. */
    private record Form(
        Nulls nulls,
        boolean trim,
        String defaultValue,
        String format,
        String timezone,
        Numbers numbers,
        Booleans booleans)
        implements Serializable {
      private Object readResolve() {
        return new ValueRules(
            nulls,
            trim,
            Optional.ofNullable(defaultValue),
            Optional.ofNullable(format),
            timezone,
            numbers,
            booleans);
      }
    }
  }
}
