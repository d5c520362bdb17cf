package io.sluice.jobs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** A seeded file of JSON objects with nested columns; the spec and DuckDB's view of it. */
final class RandomJsonLines {
  private sealed interface Shape {
    String spec();

    String duckDb();
  }

  private record Scalar(ValueType type) implements Shape {
    @Override
    public String spec() {
      return type.spec;
    }

    @Override
    public String duckDb() {
      return type.duckDb;
    }
  }

  private record ListOf(Shape element) implements Shape {
    @Override
    public String spec() {
      return "array<" + element.spec() + ">";
    }

    @Override
    public String duckDb() {
      return element.duckDb() + "[]";
    }
  }

  private record MapOf(Shape value) implements Shape {
    @Override
    public String spec() {
      return "map<string," + value.spec() + ">";
    }

    @Override
    public String duckDb() {
      return "MAP(VARCHAR, " + value.duckDb() + ")";
    }
  }

  private record Struct(List<Member> members) implements Shape {
    @Override
    public String spec() {
      return members.stream()
          .map(m -> m.name() + ":" + m.shape().spec())
          .collect(Collectors.joining(",", "struct<", ">"));
    }

    @Override
    public String duckDb() {
      return members.stream()
          .map(m -> m.name() + " " + m.shape().duckDb())
          .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }
  }

  private record Member(String name, Shape shape) {}

  /** DuckDB reads JSON numbers as doubles, so that wide decimals lose digits there. */
  private static final List<ValueType> SCALARS =
      List.of(
          ValueType.INT,
          ValueType.BIGINT,
          ValueType.DECIMAL,
          ValueType.DOUBLE,
          ValueType.BOOLEAN,
          ValueType.STRING,
          ValueType.DATE,
          ValueType.TIMESTAMP,
          ValueType.TIMESTAMP_NTZ);

  private final SplittableRandom random;
  private final Random shuffling;
  private final RandomValues values;
  private final List<Member> columns = new ArrayList<>();

  RandomJsonLines(long seed) {
    random = new SplittableRandom(seed);
    shuffling = new Random(seed);
    values = new RandomValues(random, StandardCharsets.UTF_8);
    for (int i = 3 + random.nextInt(5); i >= 0; i--) {
      columns.add(new Member("c" + i, shape(3)));
    }
  }

  private Shape shape(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(6)) {
      case 3 -> new ListOf(shape(depth - 1));
      case 4 -> new MapOf(shape(depth - 1));
      case 5 -> {
        List<Member> members = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          members.add(new Member("m" + i, shape(depth - 1)));
        }
        yield new Struct(members);
      }
      default -> new Scalar(SCALARS.get(random.nextInt(SCALARS.size())));
    };
  }

  String text(int rows) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      object(text, columns);
      text.append(random.nextInt(4) == 0 ? "\r\n" : "\n");
    }
    return text.toString();
  }

  /** Members in any order, some missing. */
  private void object(StringBuilder text, List<Member> members) {
    List<Member> order = new ArrayList<>(members);
    Collections.shuffle(order, shuffling);
    String separator = "{";
    for (Member member : order) {
      if (random.nextInt(8) == 0) {
        continue;
      }
      text.append(separator).append(space()).append('"').append(member.name()).append("\":");
      value(text.append(space()), member.shape());
      separator = ",";
    }
    text.append(separator.equals("{") ? "{}" : "}");
  }

  private String space() {
    return random.nextInt(5) == 0 ? " " : "";
  }

  private void value(StringBuilder text, Shape shape) {
    if (random.nextInt(10) == 0) {
      text.append("null");
      return;
    }
    if (shape instanceof Scalar scalar) {
      scalar(text, scalar.type());
    } else if (shape instanceof Struct struct) {
      object(text, struct.members());
    } else if (shape instanceof ListOf list) {
      text.append('[');
      for (int i = random.nextInt(4); i > 0; i--) {
        value(text, list.element());
        text.append(i == 1 ? "" : ",");
      }
      text.append(']');
    } else if (shape instanceof MapOf map) {
      text.append('{');
      for (int i = random.nextInt(4); i > 0; i--) {
        quoted(text, i + values.text());
        text.append(':');
        value(text, map.value());
        text.append(i == 1 ? "" : ",");
      }
      text.append('}');
    }
  }

  private void scalar(StringBuilder text, ValueType type) {
    String value = values.scalar(type);
    switch (type) {
      case INT, BIGINT, DECIMAL, WIDE_DECIMAL, DOUBLE, BOOLEAN -> text.append(value);
      case STRING, DATE, TIMESTAMP, TIMESTAMP_NTZ -> quoted(text, value);
    }
  }

  private void quoted(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        escaped(text, c);
      } else if (Character.isHighSurrogate(c) && random.nextBoolean()) {
        escaped(text, c);
        escaped(text, value.charAt(++i));
      } else if (Character.isHighSurrogate(c)) {
        text.append(c).append(value.charAt(++i));
      } else if (random.nextInt(20) == 0) {
        escaped(text, c);
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  private static void escaped(StringBuilder text, char c) {
    text.append("\\u").append(String.format("%04x", (int) c));
  }

  String spec(String file) {
    return "dataset: t\nsource: {path: '"
        + file
        + "', format: jsonl}\nschema:\n"
        + columns.stream()
            .map(c -> "  - {name: " + c.name() + ", type: \"" + c.shape().spec() + "\"}\n")
            .collect(Collectors.joining());
  }

  String query(String file) {
    return "SELECT "
        + columns.stream().map(Member::name).collect(Collectors.joining(", "))
        + " FROM read_json('"
        + file
        + "', format = 'newline_delimited', columns = {"
        + columns.stream()
            .map(c -> c.name() + ": '" + c.shape().duckDb() + "'")
            .collect(Collectors.joining(", "))
        + "})";
  }

  @Override
  public String toString() {
    return columns.toString();
  }
}
