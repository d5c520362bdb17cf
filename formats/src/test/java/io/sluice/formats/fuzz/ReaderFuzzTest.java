package io.sluice.formats.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.sluice.formats.Formats;
import io.sluice.formats.Inference;
import io.sluice.formats.MemoryObject;
import io.sluice.formats.inspect.FileInspector;
import io.sluice.formats.inspect.Inspection;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadException;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.Compressed;
import io.sluice.formats.split.SplitCertainty;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.TypeParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Files made at random of what files are made of, in random encodings and compressions, damaged:
 * inspected, inferred, split, and read as columns of random types. Nothing is thrown but what is
 * documented, every record read is a row, a reject or skipped, nothing hangs, and memory stays in
 * proportion. {@code -Dsluice.fuzz.seconds=N} tries for longer; the seed is in the failure's
 * message, and {@code -Dsluice.fuzz.seed=S} begins with it.
 */
class ReaderFuzzTest {
  private static final long SECONDS = Long.getLong("sluice.fuzz.seconds", 6);
  private static final long SEED = Long.getLong("sluice.fuzz.seed", 1);
  private static final Duration MOST_TIME = Duration.ofMinutes(3);

  /** So many are tried even by a machine that takes longer for them. */
  private static final int LEAST_CASES = 300;

  /** What a case may allocate on its thread, all in all, besides a multiple of its file. */
  private static final long MOST_BYTES = 512L << 20;

  private static final long MOST_BYTES_PER_BYTE = 5_000;

  private static final long MOST_RANGES = 200;

  private static final String[] COMPRESSIONS = {"none", "gzip", "bzip2", "zstd", "lz4", "snappy"};
  private static final List<Charset> CHARSETS =
      List.of(
          UTF_8,
          UTF_8,
          Charset.forName("UTF-16LE"),
          Charset.forName("UTF-16BE"),
          Charset.forName("UTF-32LE"),
          Charset.forName("windows-1252"),
          Charset.forName("x-windows-949"),
          Charset.forName("Shift_JIS"));

  private static final String[] CSV = {
    "a",
    "b1",
    "id",
    "1",
    "-2",
    "3.5",
    "1e999",
    "2024-02-30",
    "2024-01-01T00:00:00Z",
    "true",
    "\"",
    "\"\"",
    "'",
    ",",
    ",",
    ",",
    ";",
    "\t",
    "|",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\\",
    "\\N",
    "#",
    " ",
    "é",
    "가",
    "\u0000",
    "\uFEFF",
    "\u0085",
    "\u2028",
    "😀",
    "null",
    "sep=;",
    "----",
    "x".repeat(300)
  };
  private static final String[] JSON = {
    "{",
    "}",
    "{\"a\":",
    "{\"b\":1}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\"a\"",
    "\"b\\u00e9\"",
    "\\ud83d",
    "1",
    "-0",
    "1e400",
    "0.1",
    "true",
    "null",
    "\n",
    "\n",
    " ",
    "\"a\":{\"c\":[1,2]}",
    "NaN",
    "//",
    "é",
    "\u0000",
    "{\"a\":1}\n",
    "{\"a\":\"x\",\"b\":[{}]}\n",
    "9".repeat(60),
    "[".repeat(40)
  };
  private static final String[] FIXED = {
    "001 alpha     12.50\n",
    "002 beta       7.00\n",
    "003 가나다      1.00\n",
    "\n",
    "        ",
    "-----",
    "9",
    "\r\n",
    "\f",
    "x"
  };
  private static final String[] TYPES = {
    "boolean",
    "tinyint",
    "smallint",
    "int",
    "bigint",
    "float",
    "double",
    "decimal(9,2)",
    "decimal(38,10)",
    "string",
    "binary",
    "date",
    "timestamp",
    "timestamp_ntz",
    "array<int>",
    "map<string,double>",
    "struct<c:int,d:array<string>>"
  };

  @Test
  void readersEndAsDocumented() {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    int readable = 0;
    long seed = SEED;
    for (; System.nanoTime() < end || seed - SEED < LEAST_CASES; seed++) {
      long now = seed;
      String what = "seed " + seed;
      readable +=
          assertTimeoutPreemptively(
              MOST_TIME,
              () -> {
                Random random = new Random(now);
                MemoryObject file = file(random);
                long before = memory.getCurrentThreadAllocatedBytes();
                boolean read = tried(what, file, random);
                long allocated = memory.getCurrentThreadAllocatedBytes() - before;
                assertTrue(
                    allocated < MOST_BYTES + MOST_BYTES_PER_BYTE * file.size(),
                    what + " allocates " + allocated + " bytes for " + file.size());
                return read ? 1 : 0;
              },
              what + " hangs");
    }
    assertTrue(readable > (seed - SEED) / 10, readable + " of " + (seed - SEED) + " can be read");
  }

  private static MemoryObject file(Random random) throws IOException {
    String[] pieces = pick(random, List.of(CSV, CSV, JSON, JSON, FIXED));
    StringBuilder text = new StringBuilder();
    String[] line = new String[1 + random.nextInt(8)];
    for (int i = 0; i < line.length; i++) {
      line[i] = pieces[random.nextInt(pieces.length)];
    }
    for (int i = random.nextInt(200); i > 0; i--) {
      // Often the same again, as in files.
      if (random.nextInt(3) > 0) {
        text.append(String.join("", line)).append('\n');
      } else {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
    }
    byte[] content = text.toString().getBytes(pick(random, CHARSETS));
    content = random.nextBoolean() ? damaged(content, random) : content;
    byte[] stored = Compressed.bytes(COMPRESSIONS[random.nextInt(COMPRESSIONS.length)], content);
    return new MemoryObject("f", random.nextInt(4) == 0 ? damaged(stored, random) : stored);
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] now = bytes;
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      int at = now.length == 0 ? 0 : random.nextInt(now.length);
      int length = Math.min(now.length - at, 1 + random.nextInt(32));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(now, 0, at);
      switch (random.nextInt(4)) {
        case 0 -> out.write(random.nextInt(256));
        case 1 -> length = now.length - at;
        case 2 -> {
          for (int i = 0; i < 20; i++) {
            out.write(now, at, length);
          }
        }
        default -> {
          if (length > 0) {
            out.write(now[at] ^ 1 << random.nextInt(8));
            length = 1;
          }
        }
      }
      out.write(now, at + length, now.length - at - length);
      now = out.toByteArray();
    }
    return now;
  }

  private static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** Whether it could be read to its end. */
  private static boolean tried(String what, MemoryObject file, Random random) {
    try {
      Inspection found = FileInspector.inspect(file, SourceOptions.defaults());
      if (found.status() != Inspection.Status.READABLE) {
        assertTrue(!found.summary().isBlank(), what);
        return false;
      }
      read(what, file, found.layoutOrThrow(), random);
      return true;
    } catch (ReadException e) {
      assertTrue(e.getMessage().startsWith("f"), what + ": " + e.getMessage());
      return false;
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(what + ": " + e, e);
    }
  }

  private static void read(String what, MemoryObject file, FileLayout layout, Random random)
      throws IOException {
    SourceOptions options = SourceOptions.defaults();
    Inference.Result inferred =
        new Inference(options, random.nextBoolean() ? 5 : Long.MAX_VALUE)
            .of(List.of(new Inference.Input(file, layout)));
    List<ReadColumn> columns = new ArrayList<>();
    inferred.columns().forEach(c -> columns.add(column(c.name(), c.type(), random)));
    columns.add(column("missing", TypeParser.parse("int"), random));
    if (layout instanceof FileLayout.Tabular) {
      columns.removeIf(column -> column.type().nested());
    }
    ReadPlan plan =
        new ReadPlan(
            columns,
            1 + random.nextInt(100),
            pick(random, List.of(ReadPlan.MissingColumn.values())));
    SplitCertainty certainty = pick(random, List.of(SplitCertainty.values()));
    // Each range has buffers of its own, which say nothing of the file: only so many.
    long piece = Math.max(1 + random.nextInt(2_000), file.size() / MOST_RANGES);
    List<ByteRange> ranges = Formats.splits(file, layout, 0, piece, certainty);
    long end = 0;
    for (ByteRange range : ranges) {
      assertEquals(end, range.start(), what);
      end = range.end();
      try (BatchReader reader = Formats.open(file, layout, range, plan)) {
        for (ReadBatch batch = reader.next(); batch != null; batch = reader.next()) {
          assertEquals(
              batch.records(),
              batch.rows().rowCount() + batch.rejects().size() + batch.skipped(),
              what);
        }
      }
    }
    assertEquals(file.size(), end, what);
  }

  private static ReadColumn column(String name, DataType type, Random random) {
    DataType to =
        random.nextInt(3) == 0 ? TypeParser.parse(TYPES[random.nextInt(TYPES.length)]) : type;
    return new ReadColumn(
        name,
        to,
        List.of(name),
        Kind.FIELD,
        random.nextInt(5) > 0,
        ValueRules.STRICT,
        OnBadValue.REJECT);
  }
}
