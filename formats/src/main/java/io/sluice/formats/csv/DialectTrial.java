package io.sluice.formats.csv;

/**
 * A hypothesis of how a sample is written, and what it costs.
 *
 * @param records what the dialect makes of the sample
 * @param shape the table in them
 * @param price what is left unexplained of each line, on average: 0 if nothing is
 */
record DialectTrial(CsvDialect dialect, SampleRecords records, TableShape shape, double price) {
  static DialectTrial of(CsvDialect dialect, SampleRecords records, TextLines lines) {
    TableShape shape = TableShape.of(records, dialect, lines);
    return new DialectTrial(dialect, records, shape, shape.total() / lines.count());
  }

  /** The same at a higher price. */
  DialectTrial dearer(double more) {
    return new DialectTrial(dialect, records, shape, price + more);
  }

  /** Where the first record of the table begins in the sample. */
  long tableOffset() {
    int size = records.size();
    return size == 0 ? 0 : records.offset(Math.min(shape.start(), size - 1));
  }

  /** Fields of most records. */
  int fields() {
    return shape.width();
  }
}
