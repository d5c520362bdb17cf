package io.sluice.parquet.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.parquet.FileByteSink;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.ParquetBatchWriter;
import io.sluice.parquet.RandomBatches;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.copy.FileCheck.Depth;
import io.sluice.spec.type.TypeParser;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckTest {
  private static final List<OutputColumn> COLUMNS =
      List.of(
          new OutputColumn("id", TypeParser.parse("bigint"), false),
          new OutputColumn("name", TypeParser.parse("string"), true),
          new OutputColumn("tags", TypeParser.parse("array<string>"), true));

  @TempDir Path folder;

  /** Bytes in memory. */
  private static final class Bytes implements RandomAccessSource {
    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public String name() {
      return "bytes";
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public void read(long offset, byte[] to, int at, int length) throws IOException {
      if (offset + length > bytes.length) {
        throw new EOFException();
      }
      System.arraycopy(bytes, (int) offset, to, at, length);
    }
  }

  private byte[] file(WriterOptions options, int rows) throws IOException {
    Path path = folder.resolve("x.parquet");
    Files.deleteIfExists(path);
    ParquetBatchWriter writer = new ParquetBatchWriter(new FileByteSink(path), COLUMNS, options);
    ColumnBatch batch = new RandomBatches(7, 500, 0.2).batch(COLUMNS, rows);
    writer.write(batch);
    writer.finish();
    return Files.readAllBytes(path);
  }

  private static FileCheck check(byte[] bytes) throws IOException {
    return FileCheck.of(new Bytes(bytes), Depth.ALL);
  }

  @Test
  void whatWasWrittenIsRight() throws IOException {
    for (int rows : new int[] {1, 100, 5000}) {
      FileCheck check = check(file(WriterOptions.DEFAULT, rows));
      assertEquals(List.of(), check.faults());
      assertEquals(rows, check.rows());
      assertEquals(COLUMNS, check.columns());
    }
  }

  @Test
  void aFlippedBitIsFoundWhereverItIs() throws IOException {
    byte[] file = file(WriterOptions.DEFAULT, 40);
    Random random = new Random(11);
    for (int at = 0; at < file.length; at++) {
      byte[] flipped = file.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      assertFalse(check(flipped).faults().isEmpty(), "byte " + at + " of " + file.length);
    }
  }

  @Test
  void aFileCutShortIsFound() throws IOException {
    byte[] file = file(WriterOptions.DEFAULT, 40);
    for (int length = 0; length < file.length; length++) {
      assertFalse(check(Arrays.copyOf(file, length)).faults().isEmpty());
    }
  }

  @Test
  void aDamagedPageIsNamed() throws IOException {
    byte[] file = file(WriterOptions.DEFAULT, 5000);
    file[200] ^= 1;
    assertEquals(
        "the page of column id at byte 4 does not match its checksum", check(file).faults().get(0));
  }
}
