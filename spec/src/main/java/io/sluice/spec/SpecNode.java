package io.sluice.spec;

import java.util.List;
import java.util.Optional;

/** A value of a spec file, YAML or JSON, with the place where it begins. */
sealed interface SpecNode {
  /** From 1. */
  int line();

  /** From 1. */
  int column();

  /** For messages: {@code a list}. */
  String words();

  /** What an unquoted YAML scalar, or a JSON value, looks like. */
  enum ScalarKind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL
  }

  /** {@code text} is what stands in the file, quotes and escapes resolved. */
  record Scalar(String text, ScalarKind kind, int line, int column) implements SpecNode {
    @Override
    public String words() {
      return kind == ScalarKind.NULL ? "nothing" : "'" + text + "'";
    }
  }

  /** A list. */
  record Sequence(List<SpecNode> items, int line, int column) implements SpecNode {
    @Override
    public String words() {
      return "a list";
    }
  }

  /** Keys and values in file order, doubles included. */
  record Mapping(List<Entry> entries, int line, int column) implements SpecNode {
    @Override
    public String words() {
      return "a mapping of keys";
    }

    Optional<SpecNode> value(String key) {
      return entries.stream().filter(e -> e.key().text().equals(key)).findFirst().map(Entry::value);
    }
  }

  /** One key and its value. */
  record Entry(Scalar key, SpecNode value) {}

  /** Whether nothing is written here: the key has no value. */
  default boolean isNull() {
    return this instanceof Scalar scalar && scalar.kind() == ScalarKind.NULL;
  }
}
