package io.sluice.benchmarks.profile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a thread is doing, told from the methods on its stack. Of a stack the innermost method that
 * belongs to a stage counts; of several stages that a method fits, the first one here. What is read
 * to find cuts counts there, since it is read for nothing else.
 */
public enum Stage {
  CUT(
      "finding cuts, reading for it included",
      "io\\.sluice\\.formats\\.split\\."
          + "|io\\.sluice\\.formats\\.\\w+\\.\\w*(QuoteScan|Cut(Point|Guess)|Supposition|Splits|Cuts)"),
  READ(
      "reading",
      "sun\\.nio\\.ch\\.FileDispatcherImpl\\.p?read0|java\\.io\\.\\w+\\.readBytes"
          + "|io\\.sluice\\.formats\\.source\\.(LocalFile|PlainInput|ByteWindow|CountingStream)"),
  DECOMPRESS(
      "decompressing",
      "java\\.util\\.zip\\.(Inflater|GZIPInputStream|CRC32)\\b|.*\\b[Dd]ecompress"
          + "|.*\\.(ZstdInputStream|BZip2\\w*Input)|io\\.sluice\\.formats\\.unpack\\."),
  CHECK("checking UTF-8", "io\\.sluice\\.formats\\.source\\.Utf8\\b"),
  ENCODING("other encodings to UTF-8", "io\\.sluice\\.formats\\.source\\.|.*\\.sun\\.nio\\.cs\\."),
  DECODE(
      "decoding values",
      "io\\.sluice\\.formats\\.decode\\."
          + "|io\\.sluice\\.formats\\.json\\.\\w*(Decoder|Values|Unescaper)"),
  SCAN("scanning for records and fields", "io\\.sluice\\.formats\\.(csv|json|fixed|text|token)\\."),
  ASSEMBLE("batches and rejects", "io\\.sluice\\.formats\\.(assemble|read|column|reject)\\."),
  ROUTE("routing rows to partitions", "io\\.sluice\\.parquet\\.partition\\."),
  DICTIONARY("dictionaries", "io\\.sluice\\.parquet\\.(dictionary\\.|Dictionary(Advice|Judge))"),
  COMPRESS(
      "compressing",
      ".*\\bzstd\\.|.*\\.snappy\\.|.*\\bDeflater|io\\.sluice\\.parquet\\.\\w*Compressor"),
  STATISTICS(
      "statistics and filters",
      "io\\.sluice\\.parquet\\.(Stats|\\w*Statistics|PageRange|BytesRange|ValueRange|Bounds"
          + "|ValueOrder|Bloom)"),
  ENCODE(
      "encoding values and levels", "io\\.sluice\\.parquet\\.\\w*(Values|Indices|Level|Run|Rle)"),
  WRITE(
      "writing pages and files",
      "sun\\.nio\\.ch\\.FileDispatcherImpl\\.p?write0|java\\.io\\.\\w+\\.writeBytes"
          + "|io\\.sluice\\.spark\\.store\\.|io\\.sluice\\.parquet\\.(FileBuilder|\\w*ByteSink"
          + "|Chunk\\b)|.*\\.CRC32\\b"),
  PARQUET("the rest of the Parquet writer", "io\\.sluice\\.parquet\\."),
  INGEST("ledger, plans, reports", "io\\.sluice\\.(jobs|ledger|catalog|sqlite|spec)\\."),
  SINK("handing over to Spark and back", "io\\.sluice\\."),
  SPARK("Spark itself", "org\\.apache\\.|scala\\."),
  OTHER("all else", ".*");

  private final String title;
  private final Pattern methods;

  /**
   * @param methods matched from the start of {@code package.Class.method}
   */
  Stage(String title, String methods) {
    this.title = title;
    this.methods = Pattern.compile(methods);
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** For programs: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The stage that claims all that is done on its behalf; empty if none does. */
  static Optional<Stage> ofAll(List<String> stack) {
    return stack.stream().anyMatch(method -> CUT.methods.matcher(method).lookingAt())
        ? Optional.of(CUT)
        : Optional.empty();
  }

  /**
   * The stage of a method by itself; empty if it says nothing, as those of the JDK do.
   *
   * @param method {@code package.Class.method}
   */
  static Optional<Stage> of(String method) {
    for (Stage stage : values()) {
      if (stage != OTHER && stage.methods.matcher(method).lookingAt()) {
        return Optional.of(stage);
      }
    }
    return Optional.empty();
  }
}
