package io.sluice.spec.type;

import io.sluice.spec.type.DataType.ArrayType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Field;
import io.sluice.spec.type.DataType.MapType;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.DataType.StructType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the DDL form of a type, as Hive and Spark SQL write it. */
public final class TypeParser {
  private static final Map<String, Primitive> SYNONYMS =
      Map.of(
          "byte", Primitive.TINYINT,
          "short", Primitive.SMALLINT,
          "integer", Primitive.INT,
          "long", Primitive.BIGINT,
          "real", Primitive.FLOAT,
          "varchar", Primitive.STRING,
          "text", Primitive.STRING,
          "bool", Primitive.BOOLEAN,
          "timestamp_ltz", Primitive.TIMESTAMP);

  /** Deeper than any data; what handles types calls itself for each level. */
  static final int MAX_DEPTH = 100;

  private static final int SHOWN = 200;

  private final String text;
  private int at;
  private int depth;

  private TypeParser(String text) {
    this.text = text;
  }

  /**
   * Parses a type, case-insensitively; {@code decimal} alone is {@code decimal(10,0)} as in Hive.
   * Types are nested at most {@value #MAX_DEPTH} deep.
   *
   * @throws IllegalArgumentException saying what is wrong and at which character
   */
  public static DataType parse(String ddl) {
    TypeParser parser = new TypeParser(ddl);
    DataType type = parser.type();
    parser.skipSpace();
    if (parser.at != ddl.length()) {
      throw parser.error("unexpected '" + shown(ddl.substring(parser.at)) + "' after the type");
    }
    return type;
  }

  /** Every word that a type can begin with, for suggestions. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(SYNONYMS.keySet());
    for (Primitive primitive : Primitive.values()) {
      names.add(primitive.ddl());
    }
    names.addAll(List.of("decimal", "numeric", "array", "map", "struct"));
    Collections.sort(names);
    return names;
  }

  /** The field name as a struct's DDL carries it: in backticks unless it is a plain identifier. */
  static String quoted(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "`" + name.replace("`", "``") + "`";
  }

  private DataType type() {
    if (++depth > MAX_DEPTH) {
      throw error("it is nested more than " + MAX_DEPTH + " deep");
    }
    DataType type = plainOrNested();
    depth--;
    return type;
  }

  private DataType plainOrNested() {
    String word = word().toLowerCase(Locale.ROOT);
    switch (word) {
      case "array":
        expect('<');
        DataType element = type();
        expect('>');
        return new ArrayType(element);
      case "map":
        expect('<');
        DataType key = type();
        expect(',');
        DataType value = type();
        expect('>');
        return new MapType(key, value);
      case "struct":
        return struct();
      case "decimal", "numeric", "dec":
        return decimal();
      default:
        Primitive synonym = SYNONYMS.get(word);
        if (synonym != null) {
          return synonym;
        }
        for (Primitive primitive : Primitive.values()) {
          if (primitive.ddl().equals(word)) {
            return primitive;
          }
        }
        throw error("unknown type '" + shown(word) + "'");
    }
  }

  private DataType decimal() {
    if (!accept('(')) {
      return new DecimalType(10, 0);
    }
    int precision = number();
    int scale = accept(',') ? number() : 0;
    expect(')');
    return new DecimalType(precision, scale);
  }

  private DataType struct() {
    expect('<');
    List<Field> fields = new ArrayList<>();
    if (accept('>')) {
      return new StructType(fields);
    }
    do {
      String name = fieldName();
      expect(':');
      fields.add(new Field(name, type()));
    } while (accept(','));
    expect('>');
    return new StructType(fields);
  }

  private String fieldName() {
    skipSpace();
    if (at >= text.length() || text.charAt(at) != '`') {
      return word();
    }
    StringBuilder name = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '`') {
        name.append(c);
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '`') {
        name.append('`');
        at++;
      } else {
        at++;
        return name.toString();
      }
    }
    throw error("a backtick is not closed");
  }

  private String word() {
    skipSpace();
    int start = at;
    while (at < text.length() && "<>:,() `".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (start == at) {
      throw error("a type or name is missing");
    }
    return text.substring(start, at);
  }

  private int number() {
    String word = word();
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw error("'" + word + "' is not a number");
    }
  }

  private boolean accept(char c) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw error("'" + c + "' is missing");
    }
  }

  private void skipSpace() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  private IllegalArgumentException error(String what) {
    return new IllegalArgumentException(
        "type \"" + shown(text) + "\": " + what + " at character " + (at + 1));
  }
}
