package io.sluice.formats.source;

import com.github.luben.zstd.ZstdInputStream;
import io.sluice.formats.read.ReadException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.xerial.snappy.SnappyFramedInputStream;

/**
 * The compressions of whole files. All of them read on over the end of a member, stream or frame,
 * so that files put together with {@code cat} are read whole.
 */
enum Decompression {
  NONE,
  GZIP,
  BZIP2,
  ZSTD,
  SNAPPY,
  LZ4;

  /** Archives are asked for bytes in pieces of a few; object stores want to be asked for many. */
  private static final int STORED_BUFFER = 128 << 10;

  static Decompression of(String name, String uri) throws ReadException {
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

  /** The decompressed bytes; closing closes {@code stored}. An empty object is empty. */
  InputStream open(InputStream stored) throws IOException {
    if (this == NONE) {
      return stored;
    }
    BufferedInputStream in = new BufferedInputStream(stored, STORED_BUFFER);
    in.mark(1);
    if (in.read() < 0) {
      return in;
    }
    in.reset();
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GzipCompressorInputStream(in, true);
      case BZIP2 -> new BZip2CompressorInputStream(in, true);
      case ZSTD -> new ZstdInputStream(in);
      case SNAPPY -> new SnappyFramedInputStream(in);
      case LZ4 -> new LZ4FrameInputStream(in);
    };
  }
}
