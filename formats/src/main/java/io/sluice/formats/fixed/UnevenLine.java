package io.sluice.formats.fixed;

import io.sluice.formats.fixed.FixedLayout.FixedField;
import io.sluice.formats.token.FieldTable;

/** Splits one line whatever its length is and whatever characters it has: the definition. */
final class UnevenLine {
  private final FieldPlaces places;

  /** Where in the buffer each border stands; those after the line's end stand there. */
  private final int[] offsets;

  UnevenLine(FieldPlaces places) {
    this.places = places;
    offsets = new int[places.borders().length];
  }

  /**
   * Notes the fields of a line and counts those that are complete; one more if anything but blanks
   * follows the last.
   *
   * @param ascii whether each byte of it is a character
   */
  void split(byte[] buffer, int at, int end, boolean ascii, int row, FieldTable table) {
    int reached = ascii ? places(at, end) : places(buffer, at, end);
    int[] startBorders = places.startBorders();
    int[] endBorders = places.endBorders();
    int width = table.width();
    int complete = 0;
    for (int f = 0; f < places.count(); f++) {
      complete += endBorders[f] < reached ? 1 : 0;
      if (f < width) {
        int slot = row * width + f;
        boolean absent = startBorders[f] >= reached;
        int start = offsets[startBorders[f]];
        int stop = places.ends()[f] == FixedField.OPEN ? end : offsets[endBorders[f]];
        // Of a line that ends where a field begins, nothing is there of the field.
        absent |= start == end && endBorders[f] >= reached;
        if (places.trimmed()[f]) {
          stop = FixedScanner.trimEnd(buffer, start, stop);
          start = FixedScanner.trimStart(buffer, start, stop);
        }
        table.starts()[slot] = start;
        table.ends()[slot] = stop;
        table.flags()[slot] = absent ? FieldTable.MISSING : 0;
      }
    }
    boolean more = complete == places.count() && !places.open() && rest(buffer, end) < end;
    table.fieldCounts()[row] = more ? complete + 1 : complete;
  }

  /** Where, after the last field of the line just split, something but blanks begins. */
  private int rest(byte[] buffer, int end) {
    return FixedScanner.trimStart(buffer, offsets[offsets.length - 1], end);
  }

  /** Finds all borders, and returns how many of them the line reaches. */
  private int places(int at, int end) {
    int[] borders = places.borders();
    int reached = 0;
    for (int b = 0; b < borders.length; b++) {
      reached += borders[b] <= end - at ? 1 : 0;
      offsets[b] = Math.min(at + borders[b], end);
    }
    return reached;
  }

  private int places(byte[] buffer, int at, int end) {
    int[] borders = places.borders();
    int b = 0;
    int characters = 0;
    int i = at;
    while (b < borders.length && (i < end || borders[b] == characters)) {
      if (borders[b] == characters) {
        offsets[b++] = i;
        continue;
      }
      i++;
      while (i < end && (buffer[i] & 0xC0) == 0x80) {
        i++;
      }
      characters++;
    }
    int reached = b;
    while (b < borders.length) {
      offsets[b++] = end;
    }
    return reached;
  }
}
