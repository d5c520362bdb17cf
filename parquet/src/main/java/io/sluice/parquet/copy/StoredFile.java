package io.sluice.parquet.copy;

import io.sluice.parquet.FileSums;
import io.sluice.parquet.OutputColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;

/** A Parquet file whose footer has been read. */
final class StoredFile {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** The footer's length and the magic number. */
  private static final int END_BYTES = Integer.BYTES + MAGIC.length;

  private final RandomAccessSource source;
  private final long size;
  private final FileMetaData footer;
  private final StoredColumns columns;

  private final long bodyBytes;

  private StoredFile(RandomAccessSource source, long size, FileMetaData footer, long bodyBytes)
      throws BadFileException {
    this.bodyBytes = bodyBytes;
    this.source = source;
    this.size = size;
    this.footer = footer;
    this.columns = StoredColumns.of(footer.getSchema());
    long rows = footer.getRow_groups().stream().mapToLong(RowGroup::getNum_rows).sum();
    if (rows != footer.getNum_rows()) {
      throw new BadFileException(
          String.format(
              Locale.ROOT,
              "its row groups have %d rows, but its footer says %d",
              rows,
              footer.getNum_rows()));
    }
  }

  static StoredFile open(RandomAccessSource source) throws IOException {
    long size = source.size();
    if (size < MAGIC.length + END_BYTES) {
      throw new BadFileException("it is not a Parquet file: it has only " + size + " bytes");
    }
    byte[] end = read(source, size - END_BYTES, END_BYTES);
    int footerLength = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (!Arrays.equals(end, Integer.BYTES, END_BYTES, MAGIC, 0, MAGIC.length)) {
      throw new BadFileException(
          "it is not a Parquet file, or was truncated: it does not end with PAR1");
    }
    if (footerLength <= 0 || footerLength > size - END_BYTES - MAGIC.length) {
      throw new BadFileException(
          String.format(
              Locale.ROOT, "its footer would take %d of its %d bytes", footerLength, size));
    }
    byte[] footer = read(source, size - END_BYTES - footerLength, footerLength);
    // Before it is parsed: a damaged length could ask for any amount of memory.
    if (!FileSums.matches(footer)) {
      throw new BadFileException("its footer does not match its checksum");
    }
    try {
      FileMetaData parsed = Util.readFileMetaData(new ByteArrayInputStream(footer));
      return new StoredFile(source, size, parsed, size - END_BYTES - footerLength);
    } catch (BadFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new BadFileException("its footer cannot be understood: " + e.getMessage(), e);
    }
  }

  private static byte[] read(RandomAccessSource source, long offset, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    source.read(offset, bytes, 0, length);
    return bytes;
  }

  byte[] read(long offset, int length) throws IOException {
    if (offset < 0 || length < 0 || offset > size - length) {
      throw new BadFileException(
          String.format(
              Locale.ROOT, "%d bytes at %d are beyond its %d bytes", length, offset, size));
    }
    return read(source, offset, length);
  }

  /** Where the footer begins. */
  long bodyBytes() {
    return bodyBytes;
  }

  /** A key-value entry of the footer; null if there is none. */
  String keyValue(String key) {
    if (footer.getKey_value_metadata() != null) {
      for (KeyValue entry : footer.getKey_value_metadata()) {
        if (entry.getKey().equals(key)) {
          return entry.getValue();
        }
      }
    }
    return null;
  }

  long rows() {
    return footer.getNum_rows();
  }

  List<RowGroup> rowGroups() {
    return footer.getRow_groups();
  }

  /** May be null. */
  String createdBy() {
    return footer.getCreated_by();
  }

  List<OutputColumn> columns() {
    return columns.columns();
  }

  MessageType schema() {
    return columns.schema();
  }
}
