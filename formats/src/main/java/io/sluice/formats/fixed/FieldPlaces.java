package io.sluice.formats.fixed;

import io.sluice.formats.fixed.FixedLayout.FixedField;
import io.sluice.formats.fixed.FixedLayout.Padding;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The places of all fields of a line, in characters: as they are for the lines that need no
 * counting, and as the borders between characters that matter, ascending, for those that do.
 */
final class FieldPlaces {
  private final int[] starts;
  private final int[] ends;
  private final boolean[] trimmed;
  private final int[] borders;
  private final int[] startBorders;
  private final int[] endBorders;
  private final boolean open;

  FieldPlaces(List<FixedField> fields) {
    starts = fields.stream().mapToInt(FixedField::start).toArray();
    ends = fields.stream().mapToInt(FixedField::end).toArray();
    trimmed = new boolean[starts.length];
    boolean isOpen = false;
    for (int f = 0; f < trimmed.length; f++) {
      trimmed[f] = fields.get(f).padding() == Padding.DROP;
      isOpen |= ends[f] == FixedField.OPEN;
    }
    open = isOpen;
    borders =
        IntStream.concat(
                IntStream.of(starts), IntStream.of(ends).filter(end -> end < FixedField.OPEN))
            .sorted()
            .distinct()
            .toArray();
    startBorders = new int[starts.length];
    endBorders = new int[starts.length];
    for (int f = 0; f < starts.length; f++) {
      startBorders[f] = Arrays.binarySearch(borders, starts[f]);
      endBorders[f] =
          ends[f] == FixedField.OPEN ? startBorders[f] : Arrays.binarySearch(borders, ends[f]);
    }
  }

  int count() {
    return starts.length;
  }

  /** The first character of each field, from 0. */
  int[] starts() {
    return starts;
  }

  /** After the last character of each; {@code FixedField.OPEN} for one that goes on. */
  int[] ends() {
    return ends;
  }

  /** Whether blanks around each are padding. */
  boolean[] trimmed() {
    return trimmed;
  }

  /** Where fields begin or end, ascending, without repetition. */
  int[] borders() {
    return borders;
  }

  /** Which border each field begins at. */
  int[] startBorders() {
    return startBorders;
  }

  /** Which border must be reached for each to be complete: its end, or the start of an open one. */
  int[] endBorders() {
    return endBorders;
  }

  /** Whether a field goes on to the line's end, so that no line is too long. */
  boolean open() {
    return open;
  }

  /** How many characters a line must have. */
  int required() {
    return borders[borders.length - 1];
  }
}
