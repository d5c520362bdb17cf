package io.sluice.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.spec.SpecNode.Scalar;
import io.sluice.spec.SpecNode.ScalarKind;
import java.util.Optional;
import java.util.function.Supplier;

/** A single value, made from its text. */
final class ScalarShape<T> extends Shape<T> {
  private final String words;
  private final NullText nullText;
  private final Supplier<ObjectNode> schema;
  private final Parser<T> parser;

  /** From the text in the file to the value. */
  @FunctionalInterface
  interface Parser<T> {
    T parse(String text) throws Refused;
  }

  /** What an unquoted {@code null} is. */
  enum NullText {
    NO_VALUE,
    /** The word itself, as in {@code missing_column: null}. */
    WORD
  }

  ScalarShape(String words, NullText nullText, Supplier<ObjectNode> schema, Parser<T> parser) {
    this.words = words;
    this.nullText = nullText;
    this.schema = schema;
    this.parser = parser;
  }

  @Override
  Optional<T> read(SpecNode node, Place place) {
    if (!(node instanceof Scalar scalar)) {
      place.problem(node, place.words() + " must be " + words + ", but is " + node.words(), "");
      return Optional.empty();
    }
    if (scalar.kind() == ScalarKind.NULL
        && (nullText == NullText.NO_VALUE || scalar.text().isEmpty())) {
      place.problem(
          node,
          place.words() + " has no value",
          "give it " + words + ", or remove it (the word null as a text is written \"null\")");
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(scalar.text()));
    } catch (Refused e) {
      place.problem(node, place.words() + " " + e.getMessage(), e.hint);
      return Optional.empty();
    }
  }

  @Override
  ObjectNode schema() {
    return schema.get();
  }

  @Override
  String words() {
    return words;
  }
}
