package io.sluice.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The keys of one item of {@code source.options.fields}, and what must hold between the items. */
final class FixedFieldKeys {
  /** Characters of a line; beyond, it would be longer than any record may be. */
  static final int MOST = 1 << 24;

  private static final Key<String> NAME =
      Key.required("name", Shapes.NOT_BLANK, "What a column's from calls the field.");
  private static final Key<Optional<Integer>> START =
      Key.optional(
          "start",
          Shapes.wholeInt(1, MOST),
          "after the field before it",
          "Its first character in the line, from 1.");
  private static final Key<Optional<Integer>> LENGTH =
      Key.optional(
          "length",
          Shapes.wholeInt(1, MOST),
          "to the line's end; for the last field only",
          "How many characters it has, padding included.");

  static final Shape<FixedField> SHAPE =
      new ObjectShape<>(
          List.of(NAME, START, LENGTH),
          f -> new FixedField(f.get(NAME), f.get(START), f.get(LENGTH)));

  private FixedFieldKeys() {}

  /** Notes what is wrong with a list of fields as a whole. */
  static void check(Fields options, Key<List<FixedField>> key) {
    List<FixedField> fields = options.get(key);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < fields.size(); i++) {
      FixedField field = fields.get(i);
      if (!names.add(field.name().strip().toLowerCase(Locale.ROOT))) {
        options.problem(
            key, "has field '" + field.name() + "' twice", "names differ by more than case");
      }
      if (field.length().isEmpty() && i < fields.size() - 1) {
        options.problem(
            key,
            "gives field '" + field.name() + "' no length",
            "only the last field may extend to the line's end");
      }
    }
  }
}
