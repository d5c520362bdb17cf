package io.sluice.formats.fixed;

import io.sluice.formats.read.FileLayout;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SourceOptions.FixedWidth;
import io.sluice.spec.SourceOptions.RaggedRows;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Text in lines, with each field at the same place of each.
 *
 * @param comment lines that begin with it are skipped; empty: none are
 * @param fields in the order in which they are told; they may overlap and leave gaps
 */
public record FixedLayout(
    Stored stored,
    String comment,
    Lines lines,
    List<FixedField> fields,
    RaggedRows ragged,
    long maxRecordBytes)
    implements FileLayout.Tabular {
  public FixedLayout {
    fields = List.copyOf(fields);
  }

  /**
   * A field of a line. Places count characters (code points) from 0.
   *
   * @param end after its last character; {@link #OPEN}: the line's end
   */
  public record FixedField(String name, int start, int end, Padding padding)
      implements Serializable {
    /** Beyond any line; an array's index plus it is still an {@code int}. */
    public static final int OPEN = 1 << 29;

    public FixedField {
      if (start < 0 || end <= start || end > OPEN) {
        throw new IllegalArgumentException(
            "field '" + name + "' cannot range from character " + start + " to " + end);
      }
    }

    private FixedField with(String otherName, Padding otherPadding) {
      return new FixedField(otherName, start, end, otherPadding);
    }
  }

  /** What spaces and tabs around a value are. */
  public enum Padding {
    DROP,
    /** Data. */
    KEEP
  }

  @Override
  public String format() {
    return FixedFormat.NAME;
  }

  @Override
  public List<String> header() {
    return fields.stream().map(FixedField::name).toList();
  }

  /** Names beyond the fields are left out: what a line contains is known before it is named. */
  @Override
  public FixedLayout withHeader(List<String> names) {
    Iterator<String> name = names.iterator();
    return withFields(field -> field.with(name.next(), field.padding()));
  }

  @Override
  public FixedLayout keepingBlanks(Predicate<String> kept) {
    return withFields(
        field ->
            field.with(field.name(), kept.test(field.name()) ? Padding.KEEP : field.padding()));
  }

  private FixedLayout withFields(UnaryOperator<FixedField> change) {
    List<FixedField> others = fields.stream().map(change).toList();
    return new FixedLayout(stored, comment, lines, others, ragged, maxRecordBytes);
  }

  @Override
  public SourceOptions pinned(SourceOptions set) {
    List<Integer> widths = fields.stream().map(field -> field.end() - field.start()).toList();
    return FileLayout.Tabular.super
        .pinned(set)
        .with(
            new SourceOptions.Lines(
                set.lines().comment(),
                Optional.of(hasHeader()),
                set.lines().skipLines(),
                set.lines().skipTrailingLines(),
                set.lines().raggedRows()))
        .with(
            set.fixedWidth().fields().isEmpty()
                ? new FixedWidth(List.of(), widths)
                : set.fixedWidth());
  }
}
