package io.sluice.formats.decompress;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;

class GzipTest {
  /** Of deflate. */
  private static final int LONGEST_REPEAT = 258;

  private static Decompressed open(byte[] file, int least, Pace pace) {
    Blocks blocks = new Blocks(file.length);
    StoredBytes stored = new StoredBytes(new ByteArrayInputStream(file), file.length);
    return new Decompressed(
        new GzipSteps(new GzipSplitter(stored, blocks, least), blocks, pace), blocks, pace);
  }

  private static byte[] member(byte[] content, int flags, int level) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x1F, (byte) 0x8B, 8, (byte) flags, 1, 2, 3, 4, 2, 3});
    if ((flags & 4) != 0) {
      out.writeBytes(new byte[] {5, 0, 'x', 0, 0x1F, (byte) 0x8B, 8});
    }
    if ((flags & 8) != 0) {
      out.writeBytes("name\0".getBytes(UTF_8));
    }
    if ((flags & 16) != 0) {
      out.writeBytes("\0".getBytes(UTF_8));
    }
    if ((flags & 2) != 0) {
      out.writeBytes(new byte[2]);
    }
    Deflater deflater = new Deflater(level, true);
    DeflaterOutputStream body = new DeflaterOutputStream(out, deflater);
    body.write(content);
    body.finish();
    deflater.end();
    CRC32 crc = new CRC32();
    crc.update(content);
    for (long word : new long[] {crc.getValue(), content.length}) {
      for (int i = 0; i < 4; i++) {
        out.write((int) (word >>> (8 * i)));
      }
    }
    return out.toByteArray();
  }

  /** Some members; stored ones may hold a whole gzip file, whose headers lead astray. */
  private static byte[] file(Random random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int members = 1 + random.nextInt(12); members > 0; members--) {
      byte[] content = Harm.text(random, random.nextInt(4) == 0 ? 0 : random.nextInt(3000));
      if (random.nextInt(4) == 0) {
        content =
            Compressed.concatenated(
                member(content, 0, 1), content, member(Harm.text(random, 99), 0, 9));
        out.writeBytes(member(content, 0, 0));
      } else {
        int flags = random.nextInt(3) == 0 ? random.nextInt(32) : 0;
        out.writeBytes(member(content, flags, random.nextInt(10)));
      }
    }
    return out.toByteArray();
  }

  @Test
  void anyFileSplitAnywhereIsDecompressedAsByTheSerialDecoder() throws IOException {
    Map<Outcome.End, Integer> ends = new EnumMap<>(Outcome.End.class);
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      byte[] file = Harm.to(file(random), random);
      Outcome expected =
          file.length == 0
              ? new Outcome(file, Outcome.End.WHOLE)
              : Outcome.reference(file, in -> new GzipCompressorInputStream(in, true));
      Pace pace = random.nextInt(4) == 0 ? Pace.ON_DEMAND : Pace.PREFETCH;
      int least = 16 + random.nextInt(2000);
      Outcome read = Outcome.of(open(file, least, pace), 1 + random.nextInt(5000));
      String where = "seed " + seed;
      assertEquals(expected.end() == Outcome.End.WHOLE, read.end() == Outcome.End.WHOLE, where);
      // The other decoder loses what it has read the last byte of, but not yet repeated.
      int lost = read.bytes().length - expected.bytes().length;
      assertTrue(
          lost == 0 || (lost > 0 && lost <= LONGEST_REPEAT && read.end() != Outcome.End.WHOLE),
          where + ": " + lost);
      assertArrayEquals(
          expected.bytes(), Arrays.copyOf(read.bytes(), expected.bytes().length), where);
      ends.merge(read.end(), 1, Integer::sum);
    }
    assertTrue(ends.size() == 3 && ends.values().stream().allMatch(n -> n > 40), ends.toString());
  }

  @Test
  void membersOfAllSizesAroundTheStretches() throws IOException {
    Random random = new Random(3);
    for (int size : new int[] {50_000, 95_000, 98_300, 98_304, 98_310, 150_000, 400_000}) {
      byte[] content = new byte[size];
      random.nextBytes(content);
      byte[] one = Compressed.bytes("gzip", content);
      byte[] zeros = Compressed.bytes("gzip", new byte[5_000_000]);
      byte[] file = Compressed.concatenated(one, one, zeros, one, zeros);
      byte[] expected =
          Compressed.concatenated(
              content, content, new byte[5_000_000], content, new byte[5_000_000]);
      for (Pace pace : Pace.values()) {
        Decompressed decompressed =
            Decompression.GZIP.open(new ByteArrayInputStream(file), file.length, pace);
        assertArrayEquals(expected, Outcome.of(decompressed, 70_000).bytes());
        assertEquals(file.length, decompressed.storedBytes());
      }
    }
  }

  @Test
  void zerosAfterMembersArePadding() throws IOException {
    byte[] content = Harm.text(new Random(5), 3000);
    byte[] one = member(content, 0, 9);
    byte[] file = Compressed.concatenated(one, new byte[700], one, new byte[5000]);
    byte[] expected = Compressed.concatenated(content, content);
    for (int least : new int[] {16, 500, 1100, 4000, 100_000}) {
      for (Pace pace : Pace.values()) {
        Outcome read = Outcome.of(open(file, least, pace), 1000);
        assertArrayEquals(expected, read.bytes());
        assertEquals(Outcome.End.WHOLE, read.end());
      }
    }
    byte[] garbage = Compressed.concatenated(one, new byte[700], new byte[] {1});
    assertTrue(Outcome.of(open(garbage, 500, Pace.ON_DEMAND), 1000).end() != Outcome.End.WHOLE);
  }
}
