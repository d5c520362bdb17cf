package io.sluice.spec;

import static io.sluice.spec.SpecWriter.word;
import static io.sluice.spec.YamlNodes.line;
import static io.sluice.spec.YamlNodes.texts;

import io.sluice.spec.QualityRule.In;
import io.sluice.spec.QualityRule.Matches;
import io.sluice.spec.QualityRule.NotNull;
import io.sluice.spec.QualityRule.Range;
import io.sluice.spec.QualityRule.RowCount;
import io.sluice.spec.QualityRule.Severity;
import io.sluice.spec.QualityRule.Sql;
import io.sluice.spec.QualityRule.Unique;
import io.sluice.spec.TransformSpec.Cast;
import io.sluice.spec.TransformSpec.Deduplicate;
import io.sluice.spec.TransformSpec.Derive;
import io.sluice.spec.TransformSpec.Filter;
import io.sluice.spec.TransformSpec.Keep;
import io.sluice.spec.TransformSpec.Mask;
import io.sluice.spec.TransformSpec.MaskMethod;
import io.sluice.spec.TransformSpec.Rename;
import io.sluice.spec.TransformSpec.Select;
import io.sluice.spec.YamlNodes.Block;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;

/** Writes transforms and quality rules. */
final class StepWriter {
  private StepWriter() {}

  static Node transform(TransformSpec step) {
    if (step instanceof Select s) {
      return one("select", texts(s.expressions()));
    } else if (step instanceof Filter s) {
      return one("filter", YamlNodes.text(s.condition()));
    } else if (step instanceof Derive s) {
      return one("derive", columns(s.columns()));
    } else if (step instanceof Rename s) {
      return one("rename", columns(s.columns()));
    } else if (step instanceof Cast s) {
      return one("cast", columns(s.columns()));
    } else if (step instanceof Deduplicate s) {
      Block block = line().putTexts("keys", s.keys()).putText("order_by", s.orderBy());
      if (s.keep() != Keep.FIRST) {
        block.put("keep", word(s.keep()));
      }
      return one("deduplicate", block.node());
    }
    Mask s = (Mask) step;
    Block block = line().putTexts("columns", s.columns()).put("method", word(s.method()));
    block.putText("salt", s.salt()).putText("replacement", s.replacement());
    if (s.method() == MaskMethod.PARTIAL && s.keepLast() != TransformKeys.DEFAULT_KEEP_LAST) {
      block.put("keep_last", s.keepLast());
    }
    return one("mask", block.node());
  }

  static Node rule(QualityRule rule) {
    Block block = line();
    String kind;
    Severity usual = Severity.REJECT;
    if (rule instanceof NotNull r) {
      kind = "not_null";
      block.putTexts("columns", r.columns());
    } else if (rule instanceof Unique r) {
      kind = "unique";
      block.putTexts("columns", r.columns());
    } else if (rule instanceof In r) {
      kind = "in";
      block.put("column", r.column()).put("values", texts(r.values()));
    } else if (rule instanceof Range r) {
      kind = "range";
      block.put("column", r.column()).putText("min", r.min()).putText("max", r.max());
    } else if (rule instanceof Matches r) {
      kind = "matches";
      block.put("column", r.column()).put("pattern", r.pattern());
    } else if (rule instanceof RowCount r) {
      kind = "row_count";
      usual = Severity.FAIL;
      r.min().ifPresent(min -> block.put("min", min));
      r.max().ifPresent(max -> block.put("max", max));
    } else {
      kind = "sql";
      block.put("condition", ((Sql) rule).condition());
    }
    if (rule.severity() != usual) {
      block.put("severity", word(rule.severity()));
    }
    // Always written: a name made from the rule's place would change when rules are moved.
    return one(kind, block.put("name", rule.name()).node());
  }

  private static Node columns(Map<String, String> columns) {
    Block block = YamlNodes.block();
    columns.forEach((name, value) -> block.put(name, value));
    return block.node();
  }

  private static Node one(String key, Node value) {
    return YamlNodes.block().put(key, value).node();
  }
}
