package io.sluice.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.spec.ScalarShape.NullText;
import io.sluice.spec.ScalarShape.Parser;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.TypeParser;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The scalars that several parts of a spec share. */
final class Shapes {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern DATASET = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Pattern SIZE = Pattern.compile("([0-9]+) *([KMGkmg]?)(?:[iI]?[bB])?");
  private static final int MAX_NAME = 255;

  private Shapes() {}

  /** Any text; numbers and booleans count as their text. */
  static final Shape<String> TEXT = scalar("text", "string", text -> text);

  /** Text where people naturally write numbers without quotes. */
  static final Shape<String> VALUE =
      new ScalarShape<>(
          "text or number",
          NullText.NO_VALUE,
          () -> Schemas.typed("string", "number", "boolean"),
          text -> text);

  /** Text that says something. */
  static final Shape<String> NOT_BLANK =
      new ScalarShape<>(
          "text",
          NullText.NO_VALUE,
          () -> Schemas.typed("string").put("minLength", 1),
          text -> {
            if (text.isBlank()) {
              throw new Refused("is empty", "give it a value or remove it");
            }
            return text;
          });

  /** A Spark SQL expression; what it says is checked once the columns are known. */
  static final Shape<String> EXPRESSION =
      new ScalarShape<>(
          "Spark SQL expression",
          NullText.NO_VALUE,
          () -> Schemas.typed("string", "boolean", "number"),
          text -> {
            if (text.isBlank()) {
              throw new Refused("is empty", "write a Spark SQL expression");
            }
            return text;
          });

  static final Shape<Boolean> BOOLEAN =
      scalar(
          "true or false",
          "boolean",
          text ->
              switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new Refused("must be true or false, but is '" + text + "'", "");
              });

  /** A dataset's name; also file names are made from it. */
  static final Shape<String> DATASET_NAME =
      name("name", DATASET, "letters, digits, _ and -, not beginning with a digit");

  /** A database's or table's name, which several query engines must accept unquoted. */
  static final Shape<String> TABLE_NAME =
      name("name", IDENTIFIER, "letters, digits and _, not beginning with a digit");

  /** A column's name in the table: anything printable, since files name columns as they like. */
  static final Shape<String> COLUMN_NAME =
      new ScalarShape<>(
          "column",
          NullText.NO_VALUE,
          () ->
              Schemas.typed("string")
                  .put("minLength", 1)
                  .put("maxLength", ColumnSpec.MOST_NAME_BYTES),
          Shapes::columnName);

  static final Shape<DataType> TYPE =
      scalar(
          "type",
          "string",
          text -> {
            try {
              return TypeParser.parse(text);
            } catch (IllegalArgumentException e) {
              String word = text.replaceAll("[<(].*", "").trim();
              throw new Refused(
                  "is not a type: " + e.getMessage(),
                  NearestName.hint(
                      word,
                      TypeParser.names(),
                      "types are boolean, tinyint, smallint, int, bigint, float, double,"
                          + " decimal(p,s), string, binary, date, timestamp, timestamp_ntz,"
                          + " array<t>, map<k,v>, struct<a:t,b:t>"));
            }
          });

  /** A type that stays in its DDL form. */
  static final Shape<String> TYPE_DDL = TYPE.map(DataType::ddl);

  /** Bytes: a number, or a number with KB, MB or GB, which are powers of 1024. */
  static final Shape<Long> SIZE_BYTES =
      new ScalarShape<>("size", NullText.NO_VALUE, Shapes::sizeSchema, Shapes::size);

  /** As {@link #SIZE_BYTES}, of at most {@code max} bytes, a whole number of MB. */
  static Shape<Long> size(long max) {
    return new ScalarShape<>(
        "size",
        NullText.NO_VALUE,
        () -> sizeSchema().put("maximum", max),
        text -> {
          long size = size(text);
          if (size > max) {
            throw new Refused("must be at most " + (max >> 20) + "MB, but is " + text, "");
          }
          return size;
        });
  }

  private static ObjectNode sizeSchema() {
    return Schemas.typed("integer", "string").put("pattern", "^" + SIZE.pattern() + "$");
  }

  static <T> Shape<T> scalar(String words, String schemaType, Parser<T> parser) {
    return new ScalarShape<>(words, NullText.NO_VALUE, () -> Schemas.typed(schemaType), parser);
  }

  /** A whole number within bounds, both included. */
  static Shape<Long> whole(long min, long max) {
    return new ScalarShape<>(
        "whole number",
        NullText.NO_VALUE,
        () -> {
          ObjectNode schema = Schemas.typed("integer").put("minimum", min);
          return max == Long.MAX_VALUE ? schema : schema.put("maximum", max);
        },
        text -> {
          long value;
          try {
            value = Long.parseLong(text.replace("_", ""));
          } catch (NumberFormatException e) {
            throw new Refused("must be a whole number, but is '" + text + "'", "");
          }
          if (value < min || value > max) {
            String bounds =
                max == Long.MAX_VALUE ? "at least " + min : "between " + min + " and " + max;
            throw new Refused("must be " + bounds + ", but is " + text, "");
          }
          return value;
        });
  }

  static Shape<Integer> wholeInt(int min, int max) {
    return whole(min, max).map(Long::intValue);
  }

  /** One of an enum's names, in lower case. */
  static <E extends Enum<E>> Shape<E> words(Class<E> type) {
    return words(type, e -> e.name().toLowerCase(Locale.ROOT));
  }

  static <E extends Enum<E>> Shape<E> words(Class<E> type, Function<E, String> spelling) {
    Map<String, E> byWord = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      byWord.put(spelling.apply(constant), constant);
    }
    return words(byWord);
  }

  static <T> Shape<T> words(Map<String, T> values) {
    String list = values.keySet().stream().collect(Collectors.joining(", "));
    return new ScalarShape<>(
        "one of " + list,
        values.containsKey("null") ? NullText.WORD : NullText.NO_VALUE,
        () -> Schemas.words(values.keySet()),
        text -> {
          T value = values.get(text);
          if (value == null) {
            throw new Refused(
                "must be one of " + list + ", but is '" + text + "'",
                NearestName.of(text, values.keySet())
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse(""));
          }
          return value;
        });
  }

  static <T> Shape<List<T>> list(Shape<T> item) {
    return new ListShape<>(item, ListShape.Form.LIST);
  }

  static <T> Shape<List<T>> oneOrMore(Shape<T> item) {
    return new ListShape<>(item, ListShape.Form.LIST_OR_ONE);
  }

  static <T> Shape<List<T>> atLeastOne(Shape<T> item) {
    return new ListShape<>(item, ListShape.Form.NOT_EMPTY);
  }

  private static Shape<String> name(String words, Pattern pattern, String allowed) {
    return new ScalarShape<>(
        words,
        NullText.NO_VALUE,
        () -> Schemas.typed("string").put("pattern", "^" + pattern.pattern() + "$"),
        text -> {
          if (!pattern.matcher(text).matches() || text.length() > MAX_NAME) {
            throw new Refused("is not a valid name: '" + text + "'", "allowed are " + allowed);
          }
          return text;
        });
  }

  private static String columnName(String text) throws Refused {
    if (text.isBlank() || !text.equals(text.strip())) {
      throw new Refused(
          "is not a valid column name: '" + text + "'", "write one with no space at either end");
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > ColumnSpec.MOST_NAME_BYTES) {
      throw new Refused(
          "is not a valid column name: it has " + bytes + " bytes",
          "at most " + ColumnSpec.MOST_NAME_BYTES + " are allowed");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new Refused("is not a valid column name: it contains a control character", "");
    }
    if (text.toLowerCase(Locale.ROOT).startsWith(ColumnSpec.RESERVED_PREFIX)) {
      throw new Refused(
          "is not a valid column name: '" + text + "'",
          "names that begin with " + ColumnSpec.RESERVED_PREFIX + " are used by the job itself");
    }
    return text;
  }

  private static long size(String text) throws Refused {
    Matcher matcher = SIZE.matcher(text.strip());
    try {
      if (matcher.matches()) {
        int shift =
            switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
              case "K" -> 10;
              case "M" -> 20;
              case "G" -> 30;
              default -> 0;
            };
        long size = Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
        if (size > 0) {
          return size;
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new Refused("is too large a size: '" + text + "'", "");
    }
    throw new Refused(
        "is not a size: '" + text + "'", "write bytes, or a number with KB, MB or GB: 256MB");
  }
}
