package io.sluice.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.BiFunction;

/** Values that remember where in the file they stand. */
final class LocatedShape<S, T> extends Shape<T> {
  private final Shape<S> inner;
  private final BiFunction<S, SpecLocation, T> function;

  LocatedShape(Shape<S> inner, BiFunction<S, SpecLocation, T> function) {
    this.inner = inner;
    this.function = function;
  }

  @Override
  Optional<T> read(SpecNode node, Place place) {
    return inner.read(node, place).map(value -> function.apply(value, place.location(node)));
  }

  @Override
  ObjectNode schema() {
    return inner.schema();
  }

  @Override
  String words() {
    return inner.words();
  }

  @Override
  void describe(String path, SpecReference reference) {
    inner.describe(path, reference);
  }
}
