package io.sluice.transforms;

import io.sluice.ingest.transform.value.Casts;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A random spec that needs no Spark SQL, and is right for the columns. */
final class RandomSpec {
  private final Random random;
  private final List<String> steps = new ArrayList<>();
  private Map<String, DataType> columns;
  private int names;

  private RandomSpec(Map<String, DataType> columns, Random random) {
    this.columns = new LinkedHashMap<>(columns);
    this.random = random;
  }

  static String of(Map<String, DataType> columns, Random random) {
    RandomSpec spec = new RandomSpec(columns, random);
    for (int i = 0; i < 5; i++) {
      switch (random.nextInt(4)) {
        case 0 -> spec.select();
        case 1 -> spec.rename();
        case 2 -> spec.mask();
        default -> spec.cast();
      }
    }
    return "transforms: [" + String.join(", ", spec.steps) + "]\nquality:\n" + spec.rules();
  }

  private String any() {
    List<String> all = List.copyOf(columns.keySet());
    return all.get(random.nextInt(all.size()));
  }

  private String anyCase(String name) {
    return random.nextBoolean() ? name : name.toUpperCase(java.util.Locale.ROOT);
  }

  private void select() {
    List<String> kept = new ArrayList<>(columns.keySet());
    Collections.shuffle(kept, random);
    kept = kept.subList(0, Math.max(3, kept.size() - 1));
    List<String> items = new ArrayList<>();
    Map<String, DataType> after = new LinkedHashMap<>();
    for (String name : kept) {
      String alias = random.nextInt(3) == 0 ? "n" + names++ : name;
      items.add(anyCase(name) + (alias.equals(name) ? "" : " AS " + alias));
      after.put(alias, columns.get(name));
    }
    String again = "n" + names++;
    items.add("'`" + kept.get(0) + "` as " + again + "'");
    after.put(again, columns.get(kept.get(0)));
    columns = after;
    steps.add("{select: [" + String.join(", ", items) + "]}");
  }

  private void rename() {
    String one = any();
    String other = any();
    Map<String, DataType> after = new LinkedHashMap<>();
    if (one.equals(other)) {
      String name = "n" + names++;
      columns.forEach((column, type) -> after.put(column.equals(one) ? name : column, type));
      steps.add("{rename: {" + anyCase(one) + ": " + name + "}}");
    } else {
      columns.forEach(
          (column, type) ->
              after.put(column.equals(one) ? other : column.equals(other) ? one : column, type));
      steps.add("{rename: {" + one + ": " + other + ", " + other + ": " + one + "}}");
    }
    columns = after;
  }

  private void mask() {
    String column = any();
    String method = List.of("hash", "redact", "partial").get(random.nextInt(3));
    columns.put(column, Primitive.STRING);
    steps.add("{mask: {columns: " + anyCase(column) + ", method: " + method + "}}");
  }

  private void cast() {
    String column = any();
    List<DataType> targets =
        ColumnTransformsTest.types().stream()
            .filter(to -> Casts.allowed(columns.get(column), to))
            .toList();
    DataType to = targets.get(random.nextInt(targets.size()));
    columns.put(column, to);
    steps.add("{cast: {" + anyCase(column) + ": '" + to.ddl() + "'}}");
  }

  private String rules() {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      String severity = List.of("reject", "warn", "fail").get(random.nextInt(3));
      String end = ", severity: " + severity + ", name: r" + i + "}\n";
      String column = anyCase(any());
      rules.append(
          switch (random.nextInt(3)) {
            case 0 -> " - not_null: {columns: [" + column + "]" + end;
            case 1 -> " - matches: {column: " + column + ", pattern: '[^1]*'" + end;
            default -> " - range: {column: " + column + ", min: \"'2000-01-01'\"" + end;
          });
    }
    return rules.toString();
  }
}
