package io.sluice.formats.inspect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A format that its first bytes betray. */
final class Signature {
  private static final String CONVERT = "Convert it to CSV or JSON Lines, or leave it out";
  private static final String EXTRACT = "Extract it and point the source at its files";
  private static final String DECOMPRESS = "Decompress it and point the source at the result";
  private static final String LEAVE = "Leave it out: narrow source.path with a glob";

  private static final List<Signature> ALL =
      List.of(
          compression("gzip", "\u001f\u008b\b"),
          compression("bzip2", "BZh"),
          compression("zstd", "(\u00b5/\u00fd"),
          compression("snappy", "\u00ff\u0006\u0000\u0000sNaPpY"),
          compression("lz4", "\u0004\"M\u0018"),
          other("zip", "a zip archive", 0, "PK\u0003\u0004", EXTRACT),
          other("zip", "an empty zip archive", 0, "PK\u0005\u0006", EXTRACT),
          other("xz", "an xz archive", 0, "\u00fd7zXZ\u0000", DECOMPRESS),
          other("7z", "a 7-Zip archive", 0, "7z\u00bc\u00af'\u001c", EXTRACT),
          other("rar", "a RAR archive", 0, "Rar!\u001a\u0007", EXTRACT),
          other("tar", "a tar archive", 257, "ustar", EXTRACT),
          other("parquet", "a Parquet file", 0, "PAR1", CONVERT),
          other("parquet", "an encrypted Parquet file", 0, "PARE", CONVERT),
          other("orc", "an ORC file", 0, "ORC", CONVERT),
          other("avro", "an Avro file", 0, "Obj\u0001", CONVERT),
          other("arrow", "an Arrow file", 0, "ARROW1", CONVERT),
          other("sqlite", "a SQLite database", 0, "SQLite format 3\u0000", CONVERT),
          other("hdf5", "an HDF5 file", 0, "\u0089HDF\r\n\u001a\n", CONVERT),
          other("xls", "an old Excel or Word file (OLE)", 0, "\u00d0\u00cf\u0011\u00e0", CONVERT),
          other("pdf", "a PDF document", 0, "%PDF-", LEAVE),
          other("rtf", "an RTF document", 0, "{\\rtf", LEAVE),
          other("png", "a PNG image", 0, "\u0089PNG\r\n\u001a\n", LEAVE),
          other("jpeg", "a JPEG image", 0, "\u00ff\u00d8\u00ff", LEAVE),
          other("gif", "a GIF image", 0, "GIF8", LEAVE),
          other("tiff", "a TIFF image", 0, "II*\u0000", LEAVE),
          other("tiff", "a TIFF image", 0, "MM\u0000*", LEAVE),
          other("elf", "a Linux program (ELF)", 0, "\u007fELF", LEAVE),
          other("exe", "a Windows program", 0, "MZ\u0090\u0000", LEAVE),
          other("class", "a Java class file", 0, "\u00ca\u00fe\u00ba\u00be", LEAVE),
          other("sas", "a SAS dataset", 84, "SAS FILE", CONVERT),
          other("stata", "a Stata dataset", 0, "<stata_dta>", CONVERT),
          other("spss", "an SPSS dataset", 0, "$FL2", CONVERT));

  private final String name;
  private final String what;
  private final int at;
  private final byte[] bytes;
  private final boolean compression;
  private final String remedy;

  private Signature(
      String name, String what, int at, byte[] bytes, boolean compression, String remedy) {
    this.name = name;
    this.what = what;
    this.at = at;
    this.bytes = bytes;
    this.compression = compression;
    this.remedy = remedy;
  }

  /** The format or the compression, in one word. */
  String name() {
    return name;
  }

  /** For people, with article. */
  String what() {
    return what;
  }

  /** The bytes that betray it. */
  byte[] bytes() {
    return bytes;
  }

  /** Whether it is a compression that is read through. */
  boolean compression() {
    return compression;
  }

  /** What to do about a format that is not read. */
  String remedy() {
    return remedy;
  }

  private static Signature compression(String name, String bytes) {
    return new Signature(name, name, 0, bytes.getBytes(ISO_8859_1), true, "");
  }

  private static Signature other(String name, String what, int at, String bytes, String remedy) {
    return new Signature(name, what, at, bytes.getBytes(ISO_8859_1), false, remedy);
  }

  /** What the first {@code length} bytes of a file betray, if anything. */
  static Optional<Signature> of(byte[] head, int length) {
    for (Signature each : ALL) {
      if (each.matches(head, length)) {
        return Optional.of(each.name.equals("zip") ? zip(each, head, length) : each);
      }
    }
    return Optional.empty();
  }

  private boolean matches(byte[] head, int length) {
    int end = at + bytes.length;
    return end <= length && Arrays.equals(head, at, end, bytes, 0, bytes.length);
  }

  /** Office files are zip archives of known member names. */
  private static Signature zip(Signature archive, byte[] head, int length) {
    String text = new String(head, 0, length, ISO_8859_1);
    if (text.contains("xl/workbook") || text.contains("xl/worksheets")) {
      return new Signature("xlsx", "an Excel workbook", 0, archive.bytes, false, CONVERT);
    }
    if (text.contains("[Content_Types].xml")) {
      return new Signature(
          "office", "a Microsoft Office document", 0, archive.bytes, false, CONVERT);
    }
    if (text.contains("META-INF/")) {
      return new Signature("jar", "a Java archive", 0, archive.bytes, false, LEAVE);
    }
    return archive;
  }

  /** The bytes and where they stand, for people. */
  String evidence() {
    StringBuilder hex = new StringBuilder();
    for (byte b : bytes) {
      hex.append(hex.isEmpty() ? "" : " ").append(String.format(Locale.ROOT, "%02x", b & 0xff));
    }
    return "bytes " + at + " to " + (at + bytes.length - 1) + " are " + hex + ": " + what;
  }
}
