package io.sluice.benchmarks.data;

/** The formats that data is generated in. */
enum DataFormat {
  CSV("csv"),
  JSONL("jsonl"),
  /** Values padded with spaces on the right to their column's width; no header. */
  FIXED_WIDTH("txt");

  private final String extension;

  DataFormat(String extension) {
    this.extension = extension;
  }

  /** Without the dot. */
  String extension() {
    return extension;
  }
}
