package io.sluice.benchmarks.workload;

import java.util.Locale;

/** A spec's types in DuckDB's words. */
public final class DuckDbTypes {
  private DuckDbTypes() {}

  /** As {@code DESCRIBE} names it. */
  public static String of(String type) {
    return switch (type) {
      case "int" -> "INTEGER";
      case "string" -> "VARCHAR";
      case "timestamp" -> "TIMESTAMP WITH TIME ZONE";
      default -> type.toUpperCase(Locale.ROOT);
    };
  }
}
