package io.sluice.formats.csv;

/** Which scanner reads which dialect. */
final class Scanners {
  private Scanners() {}

  static RecordScanner of(CsvDialect dialect) {
    return FastScanner.knows(dialect) ? new FastScanner(dialect) : new GeneralScanner(dialect);
  }
}
