package io.sluice.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.spec.SpecNode.Scalar;
import io.sluice.spec.SpecNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list of values of one shape. */
final class ListShape<T> extends Shape<List<T>> {
  private final Shape<T> item;
  private final Form form;

  /** What counts as a list. */
  enum Form {
    LIST,
    /** One value alone is a list of one. */
    LIST_OR_ONE,
    /** As LIST_OR_ONE, and never empty. */
    NOT_EMPTY
  }

  ListShape(Shape<T> item, Form form) {
    this.item = item;
    this.form = form;
  }

  @Override
  Optional<List<T>> read(SpecNode node, Place place) {
    if (node instanceof Sequence sequence) {
      if (form == Form.NOT_EMPTY && sequence.items().isEmpty()) {
        place.problem(node, place.words() + " is an empty list", "name at least one");
        return Optional.empty();
      }
      List<T> values = new ArrayList<>();
      for (int i = 0; i < sequence.items().size(); i++) {
        item.read(sequence.items().get(i), place.index(i)).ifPresent(values::add);
      }
      return values.size() == sequence.items().size() ? Optional.of(values) : Optional.empty();
    }
    if (form != Form.LIST && node instanceof Scalar) {
      return item.read(node, place).map(List::of);
    }
    if (node.isNull()) {
      return Optional.of(List.of());
    }
    place.problem(
        node,
        place.words() + " must be a " + words() + ", but is " + node.words(),
        "begin each item with '- ', or write [a, b]");
    return Optional.empty();
  }

  @Override
  ObjectNode schema() {
    ObjectNode list = Schemas.typed("array");
    list.set("items", item.schema());
    if (form == Form.NOT_EMPTY) {
      list.put("minItems", 1);
    }
    return form == Form.LIST ? list : Schemas.anyOf(List.of(item.schema(), list));
  }

  @Override
  String words() {
    return "list of " + item.words() + (form == Form.LIST ? "" : ", or one alone");
  }

  @Override
  void describe(String path, SpecReference reference) {
    item.describe(path + "[]", reference);
  }
}
