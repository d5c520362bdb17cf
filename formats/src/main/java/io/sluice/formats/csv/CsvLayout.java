package io.sluice.formats.csv;

import io.sluice.formats.read.FileLayout;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SourceOptions.Dialect;
import io.sluice.spec.SourceOptions.RaggedRows;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Delimited text.
 *
 * @param header the fields' names in the file's order; generated ({@code column_1}…) if it has none
 */
public record CsvLayout(
    Stored stored,
    Quoting quoting,
    Lines lines,
    Habits habits,
    List<String> header,
    RaggedRows ragged,
    long maxRecordBytes)
    implements FileLayout.Tabular {
  public CsvLayout {
    header = List.copyOf(header);
  }

  /**
   * What parts the fields, and what is no field.
   *
   * @param quote empty: nothing is quoted
   * @param escape what makes a quote inside quotes literal; the quote itself, or empty: doubling
   * @param comment lines that begin with it are skipped; empty: none are
   */
  public record Quoting(String delimiter, String quote, String escape, String comment)
      implements Serializable {}

  /**
   * What some writers add to records.
   *
   * @param trailingDelimiter whether the empty field after a delimiter at a record's end is none
   * @param headerText the header as it stands in the file, as UTF-8: a record like it is the header
   *     repeated; empty: none is
   */
  public record Habits(boolean trailingDelimiter, String headerText) implements Serializable {
    /** Records are fields with delimiters between them. */
    public static final Habits NONE = new Habits(false, "");
  }

  @Override
  public String format() {
    return CsvFormat.NAME;
  }

  /** As in {@link Quoting}. */
  public String delimiter() {
    return quoting.delimiter();
  }

  /** As in {@link Quoting}. */
  public String quote() {
    return quoting.quote();
  }

  /** As in {@link Quoting}. */
  public String escape() {
    return quoting.escape();
  }

  /** As in {@link Quoting}. */
  public String comment() {
    return quoting.comment();
  }

  @Override
  public CsvLayout withHeader(List<String> names) {
    return new CsvLayout(stored, quoting, lines, habits, names, ragged, maxRecordBytes);
  }

  @Override
  public SourceOptions pinned(SourceOptions set) {
    return FileLayout.Tabular.super
        .pinned(set)
        .with(
            new SourceOptions.Lines(
                Optional.of(comment()),
                Optional.of(hasHeader()),
                Optional.of(skipLines()),
                set.lines().skipTrailingLines(),
                set.lines().raggedRows().or(() -> Optional.of(ragged))))
        .with(
            new Dialect(
                Optional.of(delimiter()),
                Optional.of(quote()),
                Optional.of(escape()),
                // Found for each file: pinning it would refuse the next that differs.
                set.dialect().newline(),
                Optional.of(habits.trailingDelimiter())));
  }
}
