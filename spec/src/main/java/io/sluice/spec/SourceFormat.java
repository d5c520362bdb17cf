package io.sluice.spec;

import java.util.Locale;

/** The formats that a spec can name. */
public enum SourceFormat {
  AUTO,
  CSV,
  JSONL,
  JSON,
  XML,
  FIXED_WIDTH,
  LOG,
  AVRO,
  PARQUET,
  ORC,
  XLSX;

  /** The spelling in a spec, for example {@code fixed_width}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
