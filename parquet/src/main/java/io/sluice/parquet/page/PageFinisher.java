package io.sluice.parquet.page;

import io.sluice.parquet.bytes.GrowableBytes;
import java.io.Closeable;
import java.io.IOException;
import java.util.zip.CRC32;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;

/**
 * Makes pages what they are in the file: compressed, after a header. Used by one thread.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class PageFinisher implements Closeable {
  /** More than a header takes. */
  private static final int HEADER_BYTES = 256;

  private final PageCompressor compressor;
  private final GrowableBytes body = new GrowableBytes(1 << 16);
  private final GrowableBytes head = new GrowableBytes(HEADER_BYTES);
  private final CRC32 crc = new CRC32();

  /** Owns the compressor. */
  public PageFinisher(PageCompressor compressor) {
    this.compressor = compressor;
  }

  public CompressionCodec codec() {
    return compressor.codec();
  }

  /** What a page of some size takes in the file at most, with every codec. */
  public static long bound(int bytes) {
    return bytes + bytes / 6L + HEADER_BYTES;
  }

  /** Bytes that these would take compressed. */
  public int compressedSize(GrowableBytes bytes) throws IOException {
    compressor.compress(bytes, body);
    return body.size();
  }

  /**
   * Compresses the page and completes its header.
   *
   * @return header and body in an array of just their size: it stays until the row group is written
   */
  public byte[] compress(PageHeader header, GrowableBytes page) throws IOException {
    compressor.compress(page, body);
    crc.reset();
    crc.update(body.data(), body.start(), body.size());
    header
        .setUncompressed_page_size(page.size())
        .setCompressed_page_size(body.size())
        .setCrc((int) crc.getValue());
    head.clear();
    Util.writePageHeader(header, head);
    byte[] stored = new byte[head.size() + body.size()];
    System.arraycopy(head.data(), head.start(), stored, 0, head.size());
    System.arraycopy(body.data(), body.start(), stored, head.size(), body.size());
    return stored;
  }

  @Override
  public void close() {
    compressor.close();
  }
}
