package io.sluice.parquet.page;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.sluice.parquet.bytes.GrowableBytes;
import io.sluice.spec.TargetSpec.Compression;
import java.io.Closeable;
import java.io.IOException;
import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

/**
 * One of Parquet's codecs; keeps native memory until closed.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public interface PageCompressor extends Closeable {
  CompressionCodec codec();

  /** Replaces what is in {@code to} by the compressed form of {@code from}. */
  void compress(GrowableBytes from, GrowableBytes to) throws IOException;

  @Override
  void close();

  static PageCompressor of(Compression compression, int zstdLevel) {
    return switch (compression) {
      case ZSTD -> new ZstdPages(zstdLevel);
      case SNAPPY -> new SnappyPages();
      case UNCOMPRESSED -> new PlainPages();
    };
  }

  /** Zstandard frames without checksum: pages carry their own. */
  final class ZstdPages implements PageCompressor {
    private final ZstdCompressCtx context;

    ZstdPages(int level) {
      context = new ZstdCompressCtx();
      context.setLevel(level);
    }

    @Override
    public CompressionCodec codec() {
      return CompressionCodec.ZSTD;
    }

    @Override
    public void compress(GrowableBytes from, GrowableBytes to) {
      to.clear();
      int bound = Math.toIntExact(Zstd.compressBound(from.size()));
      byte[] data = to.reserve(bound);
      int start = to.end();
      to.setEnd(
          start
              + context.compressByteArray(
                  data, start, bound, from.data(), from.start(), from.size()));
    }

    @Override
    public void close() {
      context.close();
    }
  }

  /** Snappy's raw format, as Parquet asks for. */
  final class SnappyPages implements PageCompressor {
    @Override
    public CompressionCodec codec() {
      return CompressionCodec.SNAPPY;
    }

    @Override
    public void compress(GrowableBytes from, GrowableBytes to) throws IOException {
      to.clear();
      byte[] data = to.reserve(Snappy.maxCompressedLength(from.size()));
      int start = to.end();
      to.setEnd(start + Snappy.compress(from.data(), from.start(), from.size(), data, start));
    }

    @Override
    public void close() {}
  }

  /** No compression. */
  final class PlainPages implements PageCompressor {
    @Override
    public CompressionCodec codec() {
      return CompressionCodec.UNCOMPRESSED;
    }

    @Override
    public void compress(GrowableBytes from, GrowableBytes to) {
      to.clear();
      to.write(from);
    }

    @Override
    public void close() {}
  }
}
