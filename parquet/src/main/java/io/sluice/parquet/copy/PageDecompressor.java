package io.sluice.parquet.copy;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Locale;
import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

/** The codecs that Sluice writes with. Keeps native memory until closed; used by one thread. */
final class PageDecompressor implements Closeable {
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();

  /**
   * Fills {@code to} with what {@code from[start .. start + length)} contains.
   *
   * @throws BadFileException if that is not {@code to.length} bytes; its message continues a
   *     sentence about the page
   */
  void decompress(CompressionCodec codec, byte[] from, int start, int length, byte[] to)
      throws BadFileException {
    long size;
    switch (codec) {
      case ZSTD -> size = zstd(from, start, length, to);
      case SNAPPY -> size = snappy(from, start, length, to);
      case UNCOMPRESSED -> {
        size = length;
        System.arraycopy(from, start, to, 0, Math.min(length, to.length));
      }
      default ->
          throw new BadFileException("is compressed with " + codec + ", which is not read here");
    }
    if (size != to.length) {
      throw new BadFileException(
          String.format(Locale.ROOT, "should have %d bytes, but has %d", to.length, size));
    }
  }

  private long zstd(byte[] from, int start, int length, byte[] to) throws BadFileException {
    try {
      return zstd.decompressByteArray(to, 0, to.length, from, start, length);
    } catch (ZstdException e) {
      throw new BadFileException("cannot be decompressed: " + e.getMessage(), e);
    }
  }

  private static long snappy(byte[] from, int start, int length, byte[] to)
      throws BadFileException {
    try {
      // Asked first: what is longer would be written beyond the array.
      int size = Snappy.uncompressedLength(from, start, length);
      return size == to.length ? Snappy.uncompress(from, start, length, to, 0) : size;
    } catch (IOException e) {
      throw new BadFileException("cannot be decompressed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    zstd.close();
  }
}
