package io.sluice.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.spec.SpecNode.Mapping;
import java.util.List;
import java.util.Optional;

/** A full form, which is a mapping, and a short form, which is a scalar or a list. */
final class ShorthandShape<T> extends Shape<T> {
  private final Shape<T> shorthand;
  private final Shape<T> full;

  ShorthandShape(Shape<T> shorthand, Shape<T> full) {
    this.shorthand = shorthand;
    this.full = full;
  }

  @Override
  Optional<T> read(SpecNode node, Place place) {
    return node instanceof Mapping ? full.read(node, place) : shorthand.read(node, place);
  }

  @Override
  ObjectNode schema() {
    return Schemas.anyOf(List.of(shorthand.schema(), full.schema()));
  }

  @Override
  String words() {
    return shorthand.words() + ", or a mapping";
  }

  @Override
  void describe(String path, SpecReference reference) {
    full.describe(path, reference);
  }
}
