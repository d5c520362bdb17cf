package io.sluice.formats.decompress;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.sluice.formats.decompress.Prefetch.Pace;
import io.sluice.formats.read.ReadException;
import java.io.InputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.xerial.snappy.SnappyFramedInputStream;

/**
 * The compressions of whole files. All of them read on over the end of a member, stream or frame,
 * so that files put together with {@code cat} are read whole. An empty object is empty.
 */
public enum Decompression {
  NONE,
  GZIP,
  BZIP2,
  ZSTD,
  SNAPPY,
  LZ4;

  /** What is smaller is decompressed sooner than another thread could be told to. */
  private static final long PREFETCH_BYTES = 128 << 10;

  /** The compression called so in {@code FileLayout}, whatever its case. */
  public static Decompression of(String name, String uri) throws ReadException {
    for (Decompression each : values()) {
      if (each.name().equalsIgnoreCase(name)) {
        return each;
      }
    }
    throw new ReadException(
        uri,
        -1,
        "'" + name + "' is not a compression that can be read",
        "Use none, gzip, bzip2, zstd, snappy (framed) or lz4 (frame)",
        null);
  }

  /**
   * The decompressed bytes, which own {@code stored}. Reads nothing yet.
   *
   * @param size how many stored bytes there are
   */
  public Decompressed open(InputStream stored, long size, Pace wanted) {
    Pace pace = size < PREFETCH_BYTES ? Pace.ON_DEMAND : wanted;
    Blocks blocks = new Blocks(size);
    return new Decompressed(steps(new StoredBytes(stored, size), blocks, pace), blocks, pace);
  }

  private Steps<Block> steps(StoredBytes stored, Blocks blocks, Pace pace) {
    return switch (this) {
      case GZIP -> new GzipSteps(new GzipSplitter(stored, blocks), blocks, pace);
      case BZIP2 -> new Bzip2Steps(stored, blocks, pace);
      case ZSTD -> framed(stored, new ZstdWalk(), ZstdInputStreamNoFinalizer::new, blocks, pace);
      case SNAPPY -> streamed(stored, SnappyFramedInputStream::new, blocks);
      case LZ4 -> framed(stored, new Lz4Walk(), LZ4FrameInputStream::new, blocks, pace);
      case NONE -> streamed(stored, in -> in, blocks);
    };
  }

  private static Steps<Block> framed(
      StoredBytes stored, FrameWalk walk, BlockFiller.Decoder decoder, Blocks blocks, Pace wanted) {
    // Several frames at once take half as much work again as one after the other, whose bytes stay
    // in the processor's cache; that must not be taken from whoever parses them.
    Pace pace = PrefetchThreads.PROCESSORS > 2 ? wanted : Pace.ON_DEMAND;
    FrameSplitter splitter =
        new FrameSplitter(
            stored,
            walk,
            (bytes, length, continues, closes, end) ->
                new FramePart(bytes, length, continues, closes, end, blocks, pace, decoder),
            pace);
    return new FrameSteps(splitter, decoder, blocks, pace);
  }

  private static Steps<Block> streamed(
      StoredBytes stored, BlockFiller.Decoder decoder, Blocks blocks) {
    return new StreamSteps(stored, decoder, blocks);
  }
}
