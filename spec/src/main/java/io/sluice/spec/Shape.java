package io.sluice.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the value of a key may be. One description serves three uses, so that they cannot drift:
 * reading a spec, the JSON Schema for editors, and the reference page.
 */
abstract class Shape<T> {

  /** The value; empty if it is wrong, which has then been noted as at least one problem. */
  abstract Optional<T> read(SpecNode node, Place place);

  /** As JSON Schema. */
  abstract ObjectNode schema();

  /** For people: {@code list of columns}. */
  abstract String words();

  /** Tells the reference page what keys lie below this. */
  void describe(String path, SpecReference reference) {}

  /** This shape, with its values made into something else. */
  final <U> Shape<U> map(Function<? super T, ? extends U> function) {
    Shape<T> self = this;
    return new Shape<>() {
      @Override
      Optional<U> read(SpecNode node, Place place) {
        return self.read(node, place).map(function);
      }

      @Override
      ObjectNode schema() {
        return self.schema();
      }

      @Override
      String words() {
        return self.words();
      }

      @Override
      void describe(String path, SpecReference reference) {
        self.describe(path, reference);
      }
    };
  }
}
