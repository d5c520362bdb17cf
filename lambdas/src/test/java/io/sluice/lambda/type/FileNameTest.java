package io.sluice.lambda.type;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {
  @ParameterizedTest
  @CsvSource({
    "a/b.csv, csv, none",
    "a/B.CSV, csv, none",
    "a/b.csv.gz, csv, gzip",
    "a/b.JSONL.ZST, jsonl, zstd",
    "a/b.gz, '', gzip",
    "a.csv/b, '', none",
    "a/b.txt, '', none",
    "매출.tsv.bz2, csv, bzip2",
    ".gz, '', gzip",
    "'', '', none",
  })
  void whatANameSays(String key, String type, String compression) {
    assertEquals(new FileName(type, compression), FileName.of(key));
  }
}
