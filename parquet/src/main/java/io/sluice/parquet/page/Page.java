package io.sluice.parquet.page;

import io.sluice.parquet.bytes.GrowableBytes;
import io.sluice.parquet.stats.PageRange;
import java.io.IOException;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;

/**
 * A page of a column chunk: its uncompressed bytes, then its form in the file.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class Page {
  private final PageHeader header;
  private final Encoding encoding;
  private final int rows;
  private final int slots;
  private final int nulls;
  private final PageRange range;
  private final int bodySize;
  private GrowableBytes uncompressed;
  private byte[] stored;

  private Page(
      PageHeader header,
      Encoding encoding,
      int rows,
      int slots,
      int nulls,
      PageRange range,
      GrowableBytes uncompressed) {
    this.header = header;
    this.encoding = encoding;
    this.rows = rows;
    this.slots = slots;
    this.nulls = nulls;
    this.range = range;
    this.uncompressed = uncompressed;
    this.bodySize = uncompressed.size();
  }

  /** A page of values. */
  public static Page data(
      GrowableBytes uncompressed,
      Encoding encoding,
      int rows,
      int slots,
      int nulls,
      PageRange range) {
    PageHeader header =
        new PageHeader(PageType.DATA_PAGE, 0, 0)
            .setData_page_header(new DataPageHeader(slots, encoding, Encoding.RLE, Encoding.RLE));
    return new Page(header, encoding, rows, slots, nulls, range, uncompressed);
  }

  /** The page of a dictionary. */
  public static Page dictionary(GrowableBytes uncompressed, int entries) {
    PageHeader header =
        new PageHeader(PageType.DICTIONARY_PAGE, 0, 0)
            .setDictionary_page_header(
                new DictionaryPageHeader(entries, Encoding.PLAIN_DICTIONARY));
    return new Page(header, Encoding.PLAIN_DICTIONARY, 0, 0, 0, new PageRange(), uncompressed);
  }

  /** The page's form in the file, header and compressed bytes; for {@link #store}. */
  public byte[] compress(PageFinisher finisher) throws IOException {
    return finisher.compress(header, uncompressed);
  }

  /** Gives the page its form in the file, which {@link #compress} has made. */
  public void store(byte[] compressed) {
    stored = compressed;
  }

  /** The uncompressed bytes, which the page does without from now on. */
  public GrowableBytes releaseUncompressed() {
    GrowableBytes bytes = uncompressed;
    uncompressed = null;
    return bytes;
  }

  boolean isDictionary() {
    return header.getType() == PageType.DICTIONARY_PAGE;
  }

  /** Header and compressed bytes; null before {@link #store}. */
  public byte[] stored() {
    return stored;
  }

  /** Header included; known when stored. */
  public int uncompressedSize() {
    return stored.length - header.getCompressed_page_size() + bodySize;
  }

  /** Bytes before compression. */
  public int bodySize() {
    return bodySize;
  }

  public Encoding encoding() {
    return encoding;
  }

  public int rows() {
    return rows;
  }

  /** Values, nulls and empty lists included. */
  public int slots() {
    return slots;
  }

  public int nulls() {
    return nulls;
  }

  public PageRange range() {
    return range;
  }
}
