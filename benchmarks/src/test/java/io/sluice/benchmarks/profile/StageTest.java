package io.sluice.benchmarks.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageTest {
  @ParameterizedTest
  @CsvSource({
    "sun.nio.ch.FileDispatcherImpl.read0, READ",
    "sun.nio.ch.FileDispatcherImpl.pread0, READ",
    "sun.nio.ch.FileDispatcherImpl.write0, WRITE",
    "io.sluice.formats.source.PlainInput.read, READ",
    "io.sluice.formats.source.TranscodedInput.read, ENCODING",
    "io.sluice.formats.source.Utf8.firstMalformed, CHECK",
    "java.util.zip.Inflater.inflateBytesBytes, DECOMPRESS",
    "io.sluice.formats.unpack.Ahead.read, DECOMPRESS",
    "io.sluice.parquet.DictionaryAdvice.pays, DICTIONARY",
    "com.github.luben.zstd.ZstdCompressCtx.compressByteArray0, COMPRESS",
    "org.xerial.snappy.SnappyNative.rawCompress, COMPRESS",
    "io.sluice.formats.csv.CsvTokenizer.next, SCAN",
    "io.sluice.formats.csv.QuoteScanner.scan, CUT",
    "io.sluice.formats.csv.CutGuess.near, CUT",
    "io.sluice.formats.json.JsonScanner.scan, SCAN",
    "io.sluice.formats.json.JsonNestedDecoder.decodeRows, DECODE",
    "io.sluice.formats.decode.Digits.parse, DECODE",
    "io.sluice.parquet.dictionary.LongDictionary.add, DICTIONARY",
    "io.sluice.parquet.RunLengthEncoder.encode, ENCODE",
    "io.sluice.parquet.FixedValues.add, ENCODE",
    "io.sluice.parquet.ChunkStatistics.add, STATISTICS",
    "io.sluice.parquet.partition.RowRouter.route, ROUTE",
    "io.sluice.parquet.ParquetBatchWriter.write, PARQUET",
    "io.sluice.jobs.ingest.IngestJob.run, INGEST",
    "io.sluice.spark.write.ColumnarSinkTask.run, SINK",
    "org.apache.spark.scheduler.Task.run, SPARK",
  })
  void aMethodBelongsToAStage(String method, Stage stage) {
    assertEquals(Optional.of(stage), Stage.of(method));
  }

  @Test
  void helpersOfTheJdkBelongToNone() {
    assertEquals(Optional.empty(), Stage.of("java.lang.System.arraycopy"));
    assertEquals(Optional.empty(), Stage.of("java.util.Arrays.copyOf"));
  }

  @Test
  void whatIsReadToFindCutsCountsThere() {
    String read = "sun.nio.ch.FileDispatcherImpl.read0";
    assertEquals(
        Optional.of(Stage.CUT),
        Stage.ofAll(List.of(read, "io.sluice.formats.split.SplitPlanner.plan")));
    assertEquals(
        Optional.empty(), Stage.ofAll(List.of(read, "io.sluice.formats.csv.CsvTokenizer.next")));
  }
}
