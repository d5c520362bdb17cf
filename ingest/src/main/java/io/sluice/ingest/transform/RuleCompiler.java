package io.sluice.ingest.transform;

import io.sluice.ingest.transform.InRule.Allowed;
import io.sluice.ingest.transform.value.TextCast;
import io.sluice.spec.QualityRule;
import io.sluice.spec.QualityRule.In;
import io.sluice.spec.QualityRule.Matches;
import io.sluice.spec.QualityRule.NotNull;
import io.sluice.spec.QualityRule.Range;
import io.sluice.spec.SpecLocation;
import io.sluice.spec.TransformException;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import java.util.List;

/** Compiles rules about single rows. */
final class RuleCompiler {
  private static final int SHOWN_VALUES = 10;

  private final List<Field> fields;

  /**
   * @param fields the columns that are there after the last transform
   */
  RuleCompiler(List<Field> fields) {
    this.fields = fields;
  }

  RowRule compile(QualityRule rule) {
    if (rule instanceof NotNull r) {
      return new NotNullRule(
          r.columns().stream().map(name -> Names.require(fields, name, r.location())).toList());
    } else if (rule instanceof In r) {
      return in(r);
    } else if (rule instanceof Range r) {
      return range(r);
    }
    Matches r = (Matches) rule;
    int slot = Names.require(fields, r.column(), r.location()).slot();
    return new MatchesRule(slot, r.column(), r.pattern());
  }

  private RowRule in(In r) {
    Field field = Names.require(fields, r.column(), r.location());
    List<Object> values =
        r.values().stream().map(text -> constant(text, field.type(), r.location())).toList();
    List<String> some = r.values().subList(0, Math.min(SHOWN_VALUES, r.values().size()));
    String more = some.size() < r.values().size() ? ", ..." : "";
    return new InRule(
        field.slot(), r.column(), new Allowed(values), String.join(", ", some) + more);
  }

  private RowRule range(Range r) {
    Field field = Names.require(fields, r.column(), r.location());
    String words = words(r);
    List<Limit> limits =
        new LimitCompiler(field, fields, r.location(), words).compile(r.min(), r.max());
    return new RangeRule(field.slot(), r.column(), limits, words);
  }

  private static String words(Range r) {
    if (r.min().isPresent() && r.max().isPresent()) {
      return "between " + r.min().get() + " and " + r.max().get();
    }
    return r.min().map(m -> "at least " + m).orElseGet(() -> "at most " + r.max().orElse("?"));
  }

  /** A value of the column's type, from its text. */
  static Object constant(String text, DataType type, SpecLocation at) {
    if (type.nested()) {
      throw new TransformException(at, text, Compiler.cannotCast(Primitive.STRING, type));
    }
    try {
      return TextCast.cast(text, type);
    } catch (TextCast.CastException e) {
      throw new TransformException(at, text, EvaluationError.shortened(e.getMessage()));
    }
  }
}
