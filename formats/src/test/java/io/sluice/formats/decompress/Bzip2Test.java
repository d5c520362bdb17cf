package io.sluice.formats.decompress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.decompress.Prefetch.Pace;
import io.sluice.formats.source.Compressed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;

class Bzip2Test {
  private static byte[] stream(byte[] content, int level) throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(to, level)) {
      out.write(content);
    }
    return to.toByteArray();
  }

  private static Decompressed open(byte[] file, Pace pace) {
    Blocks blocks = new Blocks(file.length);
    StoredBytes stored = new StoredBytes(new ByteArrayInputStream(file), file.length);
    return new Decompressed(new Bzip2Steps(stored, blocks, pace), blocks, pace);
  }

  @Test
  void anyFileIsDecompressedAsByTheSerialDecoder() throws IOException {
    Map<Outcome.End, Integer> ends = new EnumMap<>(Outcome.End.class);
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      ByteArrayOutputStream parts = new ByteArrayOutputStream();
      for (int streams = random.nextInt(3); streams >= 0; streams--) {
        int size = random.nextInt(5) == 0 ? 0 : random.nextInt(120_000);
        parts.writeBytes(stream(Harm.text(random, size), 1 + random.nextInt(2)));
      }
      byte[] file = Harm.to(parts.toByteArray(), random);
      Outcome expected =
          file.length == 0
              ? new Outcome(file, Outcome.End.WHOLE)
              : Outcome.reference(file, in -> new BZip2CompressorInputStream(in, true));
      Pace pace = random.nextBoolean() ? Pace.ON_DEMAND : Pace.PREFETCH;
      Outcome read = Outcome.of(open(file, pace), 1 + random.nextInt(50_000));
      String where = "seed " + seed;
      assertEquals(expected.end() == Outcome.End.WHOLE, read.end() == Outcome.End.WHOLE, where);
      int lost = expected.bytes().length - read.bytes().length;
      assertTrue(lost == 0 || (lost < 8200 && read.end() == Outcome.End.DAMAGED), where);
      assertArrayEquals(Arrays.copyOf(expected.bytes(), read.bytes().length), read.bytes(), where);
      ends.merge(read.end(), 1, Integer::sum);
    }
    assertTrue(ends.size() == 3 && ends.values().stream().allMatch(n -> n > 5), ends.toString());
  }

  @Test
  void whatExpandsVeryMuchIsDecompressedPieceByPiece() throws IOException {
    byte[] zeros = new byte[60_000_000];
    byte[] file = Compressed.concatenated(stream(zeros, 9), stream(new byte[3], 1));
    Outcome read = Outcome.of(open(file, Pace.PREFETCH), 1 << 20);
    assertEquals(Outcome.End.WHOLE, read.end());
    assertArrayEquals(Arrays.copyOf(zeros, zeros.length + 3), read.bytes());
  }

  @Test
  void aMarkThatIsNoneIsSeenThrough() throws IOException {
    Random random = new Random(1);
    byte[] content = Harm.text(random, 90_000);
    byte[] file = stream(content, 1);
    Blocks blocks = new Blocks(file.length);
    Bzip2Splitter splitter =
        new Bzip2Splitter(new StoredBytes(new ByteArrayInputStream(file), file.length), blocks);
    assertEquals(32, splitter.next().bits().length());
    Bzip2Part whole = splitter.next();
    long end = 32L + whole.bits().length();
    long split = 32L + random.nextInt(whole.bits().length());
    Bzip2Part first = new Bzip2Part(BitSpan.copyOf(file, 32, split), 1, false, 0, blocks);
    Bzip2Part second = new Bzip2Part(BitSpan.copyOf(file, split, end), 1, false, 0, blocks);
    first.work();
    assertTrue(first.failure() != null);
    Bzip2Part joined = first.with(second);
    whole.work();
    joined.work();
    assertArrayEquals(whole.next().bytes(), joined.next().bytes());
    assertEquals(null, joined.failure());
  }
}
