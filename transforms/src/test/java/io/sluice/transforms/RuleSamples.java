package io.sluice.transforms;

import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Rules of all kinds in YAML, with a place for the column and one for the rule's name. */
final class RuleSamples {
  private static final List<String> BOUNDS =
      List.of(
          "0",
          "-1",
          "5",
          "007",
          "2147483648",
          "9223372036854775808",
          "-0.0",
          "0.1",
          ".5",
          "9.995",
          "1e3",
          "-2.5E-1",
          "0.000000000000000000000000000001",
          "12345678901234567890.5",
          "99999999999999999999999999999999999999",
          "'5'",
          "'1.5'",
          "'abc'",
          "\"abc\"",
          "' 12 '",
          "DATE '2024-01-01'",
          "TIMESTAMP '2024-01-01 10:00:00'",
          "date'1970-01-02'",
          "TIMESTAMP '1969-12-31T23:59:59.999999+01:00'",
          "2024-01-01",
          "1970-01-01 00:00:01",
          "2024",
          "x",
          "c",
          "zzz",
          "true",
          "yes",
          "NaN",
          "Infinity",
          "1+1");

  /**
   * Beyond every integer. Spark SQL takes a comparison with them for a constant, and then refuses
   * the rule because a constant has no column.
   */
  private static final List<String> UNREACHABLE =
      List.of(
          "9223372036854775808",
          "12345678901234567890.5",
          "99999999999999999999999999999999999999");

  private static final Set<DataType> INTEGERS =
      Set.of(Primitive.TINYINT, Primitive.SMALLINT, Primitive.INT, Primitive.BIGINT);

  private RuleSamples() {}

  /**
   * Some rules, without their names.
   *
   * @param values of the type
   */
  static List<String> of(DataType type, List<Object> values, Random random) {
    List<String> rules = new ArrayList<>();
    List<String> bounds = new ArrayList<>(BOUNDS);
    if (INTEGERS.contains(type)) {
      bounds.removeAll(UNREACHABLE);
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      texts.add(text(values.get(random.nextInt(values.size()))));
    }
    bounds.addAll(texts.subList(0, 6));
    for (String bound : bounds) {
      rules.add(
          "range: {column: %%s, %s: %s, name: %%s}"
              .formatted(random.nextBoolean() ? "min" : "max", quoted(bound)));
    }
    for (int i = 0; i < 8; i++) {
      String min = bounds.get(random.nextInt(bounds.size()));
      String max = bounds.get(random.nextInt(bounds.size()));
      boolean crossed =
          isNumber(min) && isNumber(max) && new BigDecimal(min).compareTo(new BigDecimal(max)) > 0;
      rules.add(
          "range: {column: %%s, min: %s, max: %s, name: %%s}"
              .formatted(quoted(crossed ? max : min), quoted(crossed ? min : max)));
    }
    rules.add(in(texts));
    rules.add(in(texts.subList(0, 11)));
    rules.add(in(texts.subList(0, 3)));
    for (String value : List.of("0", "-0.0", "1", "NaN", "0.1", " 12 ", "9.995", "2024", "true")) {
      rules.add(in(List.of(value)));
    }
    for (String pattern :
        List.of("[0-9]+", "a|ab", ".*", "-?[0-9.E]*", "(?i)TRUE", "\\S+\\s?", "^a$")) {
      rules.add("matches: {column: %%s, pattern: %s, name: %%s}".formatted(quoted(pattern)));
    }
    Collections.shuffle(rules, random);
    rules
        .subList(Math.min(rules.size(), Integer.getInteger("sluice.rules", 12)), rules.size())
        .clear();
    rules.replaceAll(rule -> "{" + rule.replaceFirst(": \\{", ": {severity: reject, ") + "}");
    return rules;
  }

  private static boolean isNumber(String text) {
    try {
      new BigDecimal(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String in(List<String> values) {
    return "in: {column: %%s, values: [%s], name: %%s}"
        .formatted(String.join(", ", values.stream().map(RuleSamples::quoted).toList()));
  }

  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    } else if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC).toString();
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  /** In double quotes as YAML has them, and safe from {@code formatted}. */
  private static String quoted(String text) {
    StringBuilder yaml = new StringBuilder("\"");
    for (char c : text.replace("%", "%%").toCharArray()) {
      if (c == '"' || c == '\\') {
        yaml.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        yaml.append(String.format("\\u%04x", (int) c));
      } else {
        yaml.append(c);
      }
    }
    return yaml.append('"').toString();
  }
}
