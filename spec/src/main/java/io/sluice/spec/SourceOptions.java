package io.sluice.spec;

import java.util.List;
import java.util.Optional;

/**
 * How the bytes are to be read. An empty value means "find out per file"; a set value beats what
 * would have been detected.
 *
 * @param folderColumns whether names of folders ({@code year=2024}) are columns
 * @param jsonRecords what each record of a JSON file is; absent: found out per file
 */
public record SourceOptions(
    Bytes bytes,
    Lines lines,
    Dialect dialect,
    Values values,
    Numbers numbers,
    Times times,
    Bounds bounds,
    FixedWidth fixedWidth,
    FolderColumns folderColumns,
    Optional<JsonRecords> jsonRecords) {

  /**
   * How text became the file's bytes.
   *
   * @param encoding an IANA charset name
   * @param compression {@code none}, {@code gzip}, {@code bzip2}, {@code zstd}, {@code snappy},
   *     {@code lz4}
   */
  public record Bytes(Optional<String> encoding, Optional<String> compression) {}

  /**
   * Which lines are records.
   *
   * @param comment lines that start with this are skipped and counted as filtered; empty: none are
   * @param header whether the first line after {@code skipLines} names the columns
   * @param skipLines lines skipped before the header
   * @param skipTrailingLines lines skipped at the end, for example a trailer
   * @param raggedRows what a row with too few or too many fields is; absent: rejected, unless the
   *     file leaves out empty fields at the end of rows
   */
  public record Lines(
      Optional<String> comment,
      Optional<Boolean> header,
      Optional<Integer> skipLines,
      int skipTrailingLines,
      Optional<RaggedRows> raggedRows) {}

  /**
   * What stands between fields and records.
   *
   * @param delimiter what stands between fields; one or more characters
   * @param quote the quote character; an empty string: fields are never quoted
   * @param escape what makes a quote inside a quoted field literal; the quote itself: doubling
   * @param newline {@code \n}, {@code \r\n} or {@code \r}
   * @param trailingDelimiter whether each record ends with a delimiter, and the empty field after
   *     it is none
   */
  public record Dialect(
      Optional<String> delimiter,
      Optional<String> quote,
      Optional<String> escape,
      Optional<String> newline,
      Optional<Boolean> trailingDelimiter) {}

  /**
   * What texts mean, of whatever type.
   *
   * @param nullTokens unquoted texts that mean null, besides the empty field; absent: only the
   *     empty field
   * @param emptyIsNull whether a quoted empty field is null too (default false: it is the empty
   *     string)
   * @param trim whether spaces and tabs around an unquoted field are dropped; absent: only in
   *     fixed-width files, where they are padding
   * @param trueValues texts of boolean true; default {@code true}, in any case
   * @param falseValues texts of boolean false; default {@code false}, in any case
   */
  public record Values(
      Optional<List<String>> nullTokens,
      boolean emptyIsNull,
      Optional<Boolean> trim,
      List<String> trueValues,
      List<String> falseValues) {}

  /**
   * How numbers are written.
   *
   * @param decimalSeparator default {@code .}
   * @param groupingSeparator thousands separator accepted in numbers; absent: none is
   * @param allowExponent whether {@code 1e3} is accepted for decimals and integers (default false;
   *     doubles always accept it)
   */
  public record Numbers(
      String decimalSeparator, Optional<String> groupingSeparator, boolean allowExponent) {}

  /**
   * How dates and timestamps are written.
   *
   * @param dateFormat default {@code java.time} pattern of date columns; absent: ISO 8601
   * @param timestampFormat default pattern of timestamp columns; absent: ISO 8601
   * @param timezone the zone of timestamps that carry none; default UTC
   */
  public record Times(
      Optional<String> dateFormat, Optional<String> timestampFormat, String timezone) {}

  /**
   * How much is read.
   *
   * @param maxRecordBytes a longer record is rejected (default 16 MiB); 1 to {@link
   *     #MOST_RECORD_BYTES}
   * @param maxColumns a header of more columns is refused (default 20,000)
   * @param inferRows infer types from this many records of each file; absent: from all
   */
  public record Bounds(long maxRecordBytes, int maxColumns, Optional<Long> inferRows) {}

  /**
   * Where the fields of a fixed-width file stand; where both are empty, it is found out per file.
   *
   * @param fields one by one; empty: {@code widths} says it
   * @param widths how many characters each field has, one after the other; empty: {@code fields}
   *     says it
   */
  public record FixedWidth(List<FixedField> fields, List<Integer> widths) {}

  /** What happens to a row whose number of fields differs from the header's. */
  public enum RaggedRows {
    /** The row is rejected. */
    REJECT,
    /** Missing fields at the end are null; extra fields still reject the row. */
    FILL,
    /** Missing fields are null and extra fields are dropped (or rescued). */
    FILL_AND_DROP
  }

  /** What names of folders between the source's path and a file are. */
  public enum FolderColumns {
    /** Those with an equals sign are a column and its value in all records below. */
    AUTO,
    /** Names. */
    NONE
  }

  /** What each record of a JSON file is. */
  public enum JsonRecords {
    /** An object: its members are fields. */
    OBJECTS,
    /** An array: its elements are fields by their place, {@code column_1} and so on. */
    ARRAYS,
    /** A value of whatever kind: the field {@code value}. */
    VALUES
  }

  public static final long DEFAULT_MAX_RECORD_BYTES = 16L << 20;

  /**
   * The most that {@code maxRecordBytes} may be: beyond, a record could not be held in an array.
   */
  public static final long MOST_RECORD_BYTES = 512L << 20;

  public static final int DEFAULT_MAX_COLUMNS = 20_000;

  /** Everything detected, every default in force. */
  public static SourceOptions defaults() {
    return new SourceOptions(
        new Bytes(Optional.empty(), Optional.empty()),
        new Lines(Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty()),
        new Dialect(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        new Values(Optional.empty(), false, Optional.empty(), List.of("true"), List.of("false")),
        new Numbers(".", Optional.empty(), false),
        new Times(Optional.empty(), Optional.empty(), "UTC"),
        new Bounds(DEFAULT_MAX_RECORD_BYTES, DEFAULT_MAX_COLUMNS, Optional.empty()),
        new FixedWidth(List.of(), List.of()),
        FolderColumns.AUTO,
        Optional.empty());
  }

  /** The same with other bytes. */
  public SourceOptions with(Bytes others) {
    return new SourceOptions(
        others,
        lines,
        dialect,
        values,
        numbers,
        times,
        bounds,
        fixedWidth,
        folderColumns,
        jsonRecords);
  }

  /** The same with other lines. */
  public SourceOptions with(Lines others) {
    return new SourceOptions(
        bytes,
        others,
        dialect,
        values,
        numbers,
        times,
        bounds,
        fixedWidth,
        folderColumns,
        jsonRecords);
  }

  /** The same with other fields of fixed width. */
  public SourceOptions with(FixedWidth others) {
    return new SourceOptions(
        bytes, lines, dialect, values, numbers, times, bounds, others, folderColumns, jsonRecords);
  }

  /** The same in another dialect. */
  public SourceOptions with(Dialect other) {
    return new SourceOptions(
        bytes,
        lines,
        other,
        values,
        numbers,
        times,
        bounds,
        fixedWidth,
        folderColumns,
        jsonRecords);
  }

  /** The same with other records of JSON files. */
  public SourceOptions with(Optional<JsonRecords> records) {
    return new SourceOptions(
        bytes, lines, dialect, values, numbers, times, bounds, fixedWidth, folderColumns, records);
  }
}
