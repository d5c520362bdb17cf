package io.sluice.benchmarks.workload;

import java.util.Locale;

/** How Parquet pages are compressed, by the name that all three engines have for it. */
public enum Codec {
  ZSTD,
  SNAPPY,
  UNCOMPRESSED;

  /** Lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
