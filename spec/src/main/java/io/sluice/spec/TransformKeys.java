package io.sluice.spec;

import static io.sluice.spec.Shapes.COLUMN_NAME;
import static io.sluice.spec.Shapes.EXPRESSION;

import io.sluice.spec.TransformSpec.Cast;
import io.sluice.spec.TransformSpec.Deduplicate;
import io.sluice.spec.TransformSpec.Derive;
import io.sluice.spec.TransformSpec.Filter;
import io.sluice.spec.TransformSpec.Keep;
import io.sluice.spec.TransformSpec.Mask;
import io.sluice.spec.TransformSpec.MaskMethod;
import io.sluice.spec.TransformSpec.Rename;
import io.sluice.spec.TransformSpec.Select;
import io.sluice.spec.VariantShape.Case;
import java.util.List;
import java.util.Optional;

/** The keys of one item of {@code transforms}. */
final class TransformKeys {
  static final int DEFAULT_KEEP_LAST = 4;

  private static final Key<List<String>> KEYS =
      Key.required(
          "keys",
          Shapes.atLeastOne(COLUMN_NAME),
          "Rows that are equal in these columns count as one; null equals null.");
  private static final Key<Optional<String>> ORDER_BY =
      Key.optional(
          "order_by",
          EXPRESSION,
          "file and record number",
          "Which row comes first: a Spark SQL expression, or several with commas, each with ASC or"
              + " DESC.");
  private static final Key<Keep> KEEP =
      Key.of("keep", Shapes.words(Keep.class), Keep.FIRST, "first", "Which row stays.");

  private static final Key<List<String>> COLUMNS =
      Key.required("columns", Shapes.atLeastOne(COLUMN_NAME), "The columns to hide.");
  private static final Key<MaskMethod> METHOD =
      Key.required(
          "method",
          Shapes.words(MaskMethod.class),
          "hash: SHA-256 of salt and value, in hex; redact: a fixed text; partial: only the last"
              + " characters stay.");
  private static final Key<Optional<String>> SALT =
      Key.optional(
          "salt",
          Shapes.NOT_BLANK,
          "none",
          "Put before the value that is hashed, so that values cannot be guessed by trying.");
  private static final Key<Optional<String>> REPLACEMENT =
      Key.optional("replacement", Shapes.TEXT, "***", "What redact writes.");
  private static final Key<Integer> KEEP_LAST =
      Key.of(
          "keep_last",
          Shapes.wholeInt(0, 1000),
          DEFAULT_KEEP_LAST,
          "4",
          "How many characters partial leaves readable; shorter values are hidden whole.");

  private static final Shape<Deduplicate> DEDUPLICATE =
      new LocatedShape<>(
          new ObjectShape<>(List.of(KEYS, ORDER_BY, KEEP), f -> f),
          (f, at) -> new Deduplicate(f.get(KEYS), f.get(ORDER_BY), f.get(KEEP), at));

  private static final Shape<Mask> MASK =
      new LocatedShape<>(
          new ObjectShape<>(
              List.of(COLUMNS, METHOD, SALT, REPLACEMENT, KEEP_LAST),
              TransformKeys::checkMask,
              f -> f),
          (f, at) ->
              new Mask(
                  f.get(COLUMNS),
                  f.get(METHOD),
                  f.get(SALT),
                  f.get(REPLACEMENT),
                  f.get(KEEP_LAST),
                  at));

  static final Shape<TransformSpec> SHAPE =
      new VariantShape<>(
          "transform",
          List.of(
              new Case<>(
                  "select",
                  new LocatedShape<>(Shapes.atLeastOne(EXPRESSION), Select::new),
                  "Keeps these columns, in this order: names, or expressions with AS."),
              new Case<>(
                  "filter",
                  new LocatedShape<>(EXPRESSION, Filter::new),
                  "Keeps the rows for which the condition is true; the others count as filtered."),
              new Case<>(
                  "derive",
                  new LocatedShape<>(new MapShape<>(EXPRESSION), Derive::new),
                  "Adds or replaces columns, one after the other."),
              new Case<>(
                  "rename",
                  new LocatedShape<>(new MapShape<>(COLUMN_NAME), Rename::new),
                  "Old name to new name, all at once."),
              new Case<>(
                  "cast",
                  new LocatedShape<>(new MapShape<>(Shapes.TYPE_DDL), Cast::new),
                  "Column to type; a value that does not fit exactly rejects its row."),
              new Case<>(
                  "deduplicate",
                  DEDUPLICATE,
                  "Keeps one of the rows with equal keys; the others count as deduplicated."),
              new Case<>("mask", MASK, "Hides what columns say; null stays null.")));

  private TransformKeys() {}

  private static void checkMask(Fields f) {
    if (!f.has(METHOD)) {
      return;
    }
    MaskMethod method = f.get(METHOD);
    only(f, SALT, method, MaskMethod.HASH);
    only(f, REPLACEMENT, method, MaskMethod.REDACT);
    only(f, KEEP_LAST, method, MaskMethod.PARTIAL);
  }

  private static void only(Fields f, Key<?> key, MaskMethod method, MaskMethod owner) {
    if (f.given(key) && method != owner) {
      f.problem(
          key,
          "does not apply to method " + SpecWriter.word(method),
          "remove it; it is for method " + SpecWriter.word(owner));
    }
  }
}
