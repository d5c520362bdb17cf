package io.sluice.formats.source;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.xerial.snappy.SnappyFramedOutputStream;

/** Writes what {@code Decompression} reads. */
public final class Compressed {
  private Compressed() {}

  public static byte[] bytes(String compression, byte[] content) throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (compression) {
          case "gzip" -> new GZIPOutputStream(to);
          case "bzip2" -> new BZip2CompressorOutputStream(to);
          case "zstd" -> new ZstdOutputStream(to);
          case "snappy" -> new SnappyFramedOutputStream(to);
          case "lz4" -> new LZ4FrameOutputStream(to, LZ4FrameOutputStream.BLOCKSIZE.SIZE_64KB);
          default -> to;
        }) {
      out.write(content);
    }
    return to.toByteArray();
  }

  /** Some members, streams or frames one after the other. */
  public static byte[] concatenated(byte[]... parts) {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      to.writeBytes(part);
    }
    return to.toByteArray();
  }
}
