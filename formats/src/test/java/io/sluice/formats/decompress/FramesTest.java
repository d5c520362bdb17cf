package io.sluice.formats.decompress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.sluice.formats.decompress.Prefetch.Pace;
import io.sluice.formats.source.Compressed;
import io.sluice.spec.Thorough;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FramesTest {
  /** Decoders lose what they had decoded of a read that fails. */
  private static final int LOST = 8 << 10;

  private static final List<BLOCKSIZE> SIZES = List.copyOf(EnumSet.allOf(BLOCKSIZE.class));

  private enum Kind {
    ZSTD {
      @Override
      FrameWalk walk() {
        return new ZstdWalk();
      }

      @Override
      InputStream decoder(InputStream in) throws IOException {
        return new ZstdInputStreamNoFinalizer(in);
      }

      @Override
      byte[] frame(byte[] content, Random random) throws IOException {
        if (random.nextBoolean()) {
          try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.setLevel(1 + random.nextInt(9));
            context.setChecksum(random.nextBoolean());
            context.setContentSize(random.nextBoolean());
            return context.compress(content);
          }
        }
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        try (ZstdOutputStreamNoFinalizer out = new ZstdOutputStreamNoFinalizer(to)) {
          out.setChecksum(random.nextBoolean());
          write(content, out, random);
        }
        return to.toByteArray();
      }
    },
    LZ4 {
      @Override
      FrameWalk walk() {
        return new Lz4Walk();
      }

      @Override
      InputStream decoder(InputStream in) throws IOException {
        return new FilterInputStream(new LZ4FrameInputStream(in)) {
          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            try {
              return super.read(to, offset, length);
            } catch (RuntimeException e) {
              throw new IOException(e);
            }
          }
        };
      }

      @Override
      byte[] frame(byte[] content, Random random) throws IOException {
        List<FLG.Bits> flags = new ArrayList<>(List.of(FLG.Bits.BLOCK_INDEPENDENCE));
        for (FLG.Bits flag :
            List.of(FLG.Bits.BLOCK_CHECKSUM, FLG.Bits.CONTENT_CHECKSUM, FLG.Bits.CONTENT_SIZE)) {
          if (random.nextBoolean()) {
            flags.add(flag);
          }
        }
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        BLOCKSIZE size = SIZES.get(random.nextInt(SIZES.size()));
        try (OutputStream out =
            new LZ4FrameOutputStream(to, size, content.length, flags.toArray(new FLG.Bits[0]))) {
          write(content, out, random);
        }
        return to.toByteArray();
      }
    };

    abstract FrameWalk walk();

    abstract InputStream decoder(InputStream in) throws IOException;

    abstract byte[] frame(byte[] content, Random random) throws IOException;

    /** In pieces, so that there are several blocks. */
    static void write(byte[] content, OutputStream out, Random random) throws IOException {
      for (int at = 0; at < content.length; ) {
        int n = Math.min(content.length - at, 1 + random.nextInt(content.length));
        out.write(content, at, n);
        if (random.nextBoolean()) {
          out.flush();
        }
        at += n;
      }
    }
  }

  private static byte[] skippable(Random random, int size) {
    byte[] frame = new byte[8 + size];
    random.nextBytes(frame);
    byte[] head = {(byte) (0x50 + random.nextInt(16)), 0x2A, 0x4D, 0x18};
    System.arraycopy(head, 0, frame, 0, head.length);
    for (int i = 0; i < 4; i++) {
      frame[4 + i] = (byte) (size >>> (8 * i));
    }
    return frame;
  }

  private static byte[] file(Kind kind, Random random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int frames = 1 + random.nextInt(12); frames > 0; frames--) {
      int size = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(9000);
      byte[] content = random.nextInt(5) == 0 ? new byte[10 * size] : Harm.text(random, size);
      out.writeBytes(kind.frame(content, random));
      if (random.nextInt(4) == 0) {
        out.writeBytes(skippable(random, random.nextInt(3) == 0 ? 0 : random.nextInt(4000)));
      }
    }
    return out.toByteArray();
  }

  private static Decompressed parallel(Kind kind, byte[] file, int least, int most, Pace pace) {
    Blocks blocks = new Blocks(file.length);
    StoredBytes stored = new StoredBytes(new ByteArrayInputStream(file), file.length);
    FrameSplitter splitter =
        new FrameSplitter(
            stored,
            kind.walk(),
            (bytes, length, continues, closes, end) ->
                new FramePart(bytes, length, continues, closes, end, blocks, pace, kind::decoder),
            least,
            most);
    return new Decompressed(new FrameSteps(splitter, kind::decoder, blocks, pace), blocks, pace);
  }

  /**
   * What the library's decoder gives if it gets a byte at a time: with more, that of zstd takes a
   * frame that is incomplete for the file's end, if another ended shortly before.
   */
  private static Outcome reference(Kind kind, byte[] file) throws IOException {
    if (file.length == 0) {
      return new Outcome(file, Outcome.End.WHOLE);
    }
    return Outcome.reference(
        file,
        in ->
            kind.decoder(
                new FilterInputStream(in) {
                  @Override
                  public int read(byte[] to, int offset, int length) throws IOException {
                    return super.read(to, offset, Math.min(length, 1));
                  }
                }));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anyFileSplitAnywhereIsDecompressedAsByTheSerialDecoder(Kind kind) throws IOException {
    Map<Outcome.End, Integer> ends = new EnumMap<>(Outcome.End.class);
    int cases = Thorough.cases(80, 300);
    for (int seed = 0; seed < cases; seed++) {
      Random random = new Random(seed);
      byte[] file = Harm.to(file(kind, random), random);
      Outcome expected = reference(kind, file);
      int least = 16 + random.nextInt(6000);
      Pace pace = random.nextInt(4) == 0 ? Pace.ON_DEMAND : Pace.PREFETCH;
      Decompressed decompressed = parallel(kind, file, least, least + random.nextInt(20_000), pace);
      Outcome read = Outcome.of(decompressed, 1 + random.nextInt(5000));
      String where = kind + ", seed " + seed;
      assertEquals(expected.end() == Outcome.End.WHOLE, read.end() == Outcome.End.WHOLE, where);
      int lost = expected.bytes().length - read.bytes().length;
      assertTrue(
          lost == 0 || (lost > 0 && lost < LOST && read.end() != Outcome.End.WHOLE),
          where + ": " + lost);
      assertArrayEquals(Arrays.copyOf(expected.bytes(), read.bytes().length), read.bytes(), where);
      if (read.end() == Outcome.End.WHOLE) {
        assertEquals(file.length, decompressed.storedBytes(), where);
      }
      ends.merge(read.end(), 1, Integer::sum);
    }
    assertTrue(
        ends.size() == 3 && ends.values().stream().allMatch(n -> n > cases / 16), ends.toString());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyFileThatWasCutShortIsSaidToBe(Kind kind) throws IOException {
    Random random = new Random(5);
    byte[] file =
        Compressed.concatenated(
            kind.frame(Harm.text(random, 300), random),
            skippable(random, 20),
            kind.frame(new byte[0], random),
            kind.frame(Harm.text(random, 500), random),
            skippable(random, 300));
    int step = Thorough.ON ? 1 : 3;
    for (int length = file.length; length >= 0; length -= step) {
      byte[] truncated = Arrays.copyOf(file, length);
      Outcome expected = reference(kind, truncated);
      boolean whole = expected.end() == Outcome.End.WHOLE;
      for (int least : new int[] {16, 150, 5000}) {
        String where = kind + " of " + length + " bytes, parts of " + least;
        Outcome read =
            Outcome.of(parallel(kind, truncated, least, 2 * least, Pace.ON_DEMAND), 1000);
        assertEquals(whole ? Outcome.End.WHOLE : Outcome.End.TRUNCATED, read.end(), where);
        assertArrayEquals(expected.bytes(), read.bytes(), where);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void framesAreDecompressedWholeAndPieceByPiece(Kind kind) throws IOException {
    Random random = new Random(3);
    byte[] large = new byte[9_000_000];
    random.nextBytes(large);
    byte[] middle = Arrays.copyOf(large, 400_000);
    byte[] zeros = new byte[30_000_000];
    byte[] small = Harm.text(random, 2000);
    List<byte[]> frames = new ArrayList<>();
    List<byte[]> content = new ArrayList<>();
    for (byte[] each : List.of(middle, middle, small, large, small, zeros, middle, large)) {
      frames.add(kind.frame(each, random));
      frames.add(skippable(random, 5));
      content.add(each);
    }
    byte[] file = Compressed.concatenated(frames.toArray(new byte[0][]));
    for (Pace pace : Pace.values()) {
      Decompressed decompressed =
          Decompression.valueOf(kind.name())
              .open(new ByteArrayInputStream(file), file.length, pace);
      assertArrayEquals(
          Compressed.concatenated(content.toArray(new byte[0][])),
          Outcome.of(decompressed, 70_000).bytes());
      assertEquals(file.length, decompressed.storedBytes());
    }
  }

  @Test
  void partsAreWholeFramesAndPiecesOfLargeOnes() throws IOException {
    Random random = new Random(4);
    byte[] noise = new byte[300_000];
    random.nextBytes(noise);
    byte[] small = Kind.ZSTD.frame(Arrays.copyOf(noise, 60_000), random);
    byte[] large = Kind.ZSTD.frame(noise, random);
    byte[] file = Compressed.concatenated(small, small, large, small);
    Blocks blocks = new Blocks(file.length);
    FrameSplitter splitter =
        new FrameSplitter(
            new StoredBytes(new ByteArrayInputStream(file), file.length),
            new ZstdWalk(),
            (bytes, length, continues, closes, end) ->
                new FramePart(
                    bytes,
                    length,
                    continues,
                    closes,
                    end,
                    blocks,
                    Pace.PREFETCH,
                    Kind.ZSTD::decoder),
            100_000,
            200_000);
    List<String> parts = new ArrayList<>();
    for (FramePart part = splitter.next(); part != null; part = splitter.next()) {
      parts.add((part.whole() ? "whole" : part.closes() ? "end" : "piece"));
    }
    assertEquals("whole", parts.get(0));
    assertEquals("piece", parts.get(1));
    assertTrue(parts.contains("end"), parts.toString());
  }
}
