package io.sluice.parquet.copy;

import io.sluice.parquet.copy.ChunkLayout.Location;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/**
 * Reads the pages of a column chunk, one after the other, and checks them against their checksums.
 * Throws {@link UncheckedIOException}, as parquet-java declares no other.
 */
final class ChunkPages implements PageReader {
  /** Pages that follow one another are read together, up to this many bytes. */
  private static final int READ_BYTES = 1 << 20;

  private final StoredFile file;
  private final ChunkLayout layout;
  private final PageDecompressor decompressor;
  private final CRC32 crc = new CRC32();
  private byte[] bytes = {};

  /** Where in the file {@link #bytes} begins. */
  private long bytesOffset;

  private int next;

  ChunkPages(StoredFile file, ChunkLayout layout, PageDecompressor decompressor) {
    this.file = file;
    this.layout = layout;
    this.decompressor = decompressor;
  }

  @Override
  public long getTotalValueCount() {
    return layout.values();
  }

  @Override
  public DictionaryPage readDictionaryPage() {
    if (layout.dictionary() == null) {
      return null;
    }
    try {
      Plain page = read(layout.dictionary(), layout.dictionary().length());
      DictionaryPageHeader header = page.header().getDictionary_page_header();
      if (page.header().getType() != PageType.DICTIONARY_PAGE || header == null) {
        throw damaged(layout.dictionary(), "is not a dictionary");
      }
      // Memory is taken for as many before any is read.
      if (header.getNum_values() < 0 || header.getNum_values() > layout.values()) {
        throw damaged(
            layout.dictionary(),
            String.format(
                Locale.ROOT,
                "is a dictionary of %d entries for %d values",
                header.getNum_values(),
                layout.values()));
      }
      return new DictionaryPage(
          page.bytes(), header.getNum_values(), Encoding.valueOf(header.getEncoding().name()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public DataPage readPage() {
    if (next == layout.pages().size()) {
      return null;
    }
    Location location = layout.pages().get(next);
    try {
      Plain page = read(location, runLength());
      next++;
      DataPageHeader header = page.header().getData_page_header();
      if (page.header().getType() != PageType.DATA_PAGE || header == null) {
        throw damaged(location, "is of type " + page.header().getType() + ", not DATA_PAGE");
      }
      if (layout.column().getMaxRepetitionLevel() == 0
          && header.getNum_values() != location.rows()) {
        throw damaged(
            location,
            String.format(
                Locale.ROOT, "has %d of %d values", header.getNum_values(), location.rows()));
      }
      return new DataPageV1(
          page.bytes(),
          header.getNum_values(),
          (int) page.bytes().size(),
          null,
          Encoding.valueOf(header.getRepetition_level_encoding().name()),
          Encoding.valueOf(header.getDefinition_level_encoding().name()),
          Encoding.valueOf(header.getEncoding().name()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads all pages, to check them.
   *
   * @throws BadFileException if one is damaged
   */
  void check() throws IOException {
    try {
      readDictionaryPage();
      while (readPage() != null) {
        // What is wrong is thrown.
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Bytes of the next page, and of those after it that are to be read with it. */
  private int runLength() {
    Location first = layout.pages().get(next);
    long end = first.offset() + first.length();
    for (int i = next + 1; i < layout.pages().size(); i++) {
      Location page = layout.pages().get(i);
      if (page.offset() != end || end + page.length() - first.offset() > READ_BYTES) {
        break;
      }
      end += page.length();
    }
    return (int) (end - first.offset());
  }

  private record Plain(PageHeader header, BytesInput bytes) {}

  /**
   * @param together bytes to read, unless the page has been read together with an earlier one
   */
  private Plain read(Location page, int together) throws IOException {
    if (page.offset() < bytesOffset || page.offset() + page.length() > bytesOffset + bytes.length) {
      bytes = file.read(page.offset(), together);
      bytesOffset = page.offset();
    }
    int start = (int) (page.offset() - bytesOffset);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes, start, page.length());
    PageHeader header;
    try {
      header = Util.readPageHeader(in);
    } catch (IOException | RuntimeException e) {
      throw new BadFileException(place(page) + " has a header that cannot be understood", e);
    }
    int length = header.getCompressed_page_size();
    if (length != in.available()) {
      throw damaged(
          page,
          String.format(
              Locale.ROOT, "says that it has %d bytes, but has %d", length, in.available()));
    }
    int plainLength = header.getUncompressed_page_size();
    if (plainLength < 0 || plainLength > layout.plainBytes()) {
      throw damaged(
          page,
          String.format(
              Locale.ROOT,
              "says that it has %d bytes uncompressed, but all pages have %d",
              plainLength,
              layout.plainBytes()));
    }
    int from = start + page.length() - length;
    if (header.isSetCrc()) {
      crc.reset();
      crc.update(bytes, from, length);
      if (header.getCrc() != (int) crc.getValue()) {
        throw damaged(page, "does not match its checksum");
      }
    }
    byte[] plain = new byte[plainLength];
    try {
      decompressor.decompress(layout.codec(), bytes, from, length, plain);
    } catch (BadFileException e) {
      throw new BadFileException(place(page) + " " + e.getMessage(), e);
    }
    return new Plain(header, BytesInput.from(plain));
  }

  private BadFileException damaged(Location page, String how) {
    return new BadFileException(place(page) + " " + how);
  }

  private String place(Location page) {
    return String.format(
        Locale.ROOT, "the page of column %s at byte %d", layout.name(), page.offset());
  }
}
