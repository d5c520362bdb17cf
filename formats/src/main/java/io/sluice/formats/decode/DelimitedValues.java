package io.sluice.formats.decode;

import io.sluice.formats.text.Swar;
import java.util.Arrays;

/**
 * Stores the fields of delimited records as they are found, one after the other in one loop, as
 * long as they are simple. Field {@code f} of a record goes to slot {@code f}.
 */
public final class DelimitedValues {
  private static final long LINES = Swar.pattern('\n');

  private final Slot[] slots;
  private final int delimiter;
  private final int quote;
  private final long delimiters;
  private final long quotes;
  private int field;
  private int begin;

  /**
   * @param delimiter a byte that is part of no simple value
   * @param quote likewise, doubled within quotes; more than a byte holds if there is none
   */
  public DelimitedValues(SimpleValues values, byte delimiter, int quote) {
    slots = Arrays.copyOf(values.slots(), values.slots().length + 1);
    slots[slots.length - 1] = Slot.end();
    this.delimiter = delimiter;
    this.quote = quote;
    delimiters = Swar.pattern(delimiter);
    quotes = Swar.pattern(quote);
  }

  /** The field that the last call stopped at: not stored, or the record's last. */
  public int field() {
    return field;
  }

  /** Where that field begins. */
  public int begin() {
    return begin;
  }

  /**
   * Stores the fields of a record from field {@code first}, which begins at {@code from}, up to the
   * record's last, or up to one that is not simple or whose value does not end at a delimiter.
   *
   * @param text with a line feed after {@code limit}, and that with 15 more bytes
   * @return where the last field ends; the caller looks whether the record does. Otherwise, or if
   *     the last is not simple, -1
   */
  public int store(byte[] text, int from, int limit, int first, int row) {
    final Slot[] all = slots;
    final int delim = delimiter;
    int at = from;
    int f = first;
    int end;
    while (true) {
      Slot slot = all[f];
      switch (slot.kind) {
        case Slot.TEXT -> {
          if (text[at] == quote) {
            end = quoted(slot, text, at, limit, row);
          } else {
            end = SimpleValues.copy(slot, text, at, limit, row, delimiters, LINES);
          }
        }
        case Slot.BIGINT -> end = SimpleText.bigint(text, at, slot.longs, row);
        case Slot.DECIMAL -> end = SimpleText.decimal(text, at, slot.longs, row, slot);
        case Slot.DATE -> end = SimpleText.date(text, at, slot.ints, row);
        case Slot.INT -> end = SimpleText.integer(text, at, slot.ints, row, slot.min, slot.max);
        case Slot.REAL -> end = SimpleText.real(text, at, slot.doubles, row, slot.point);
        default -> end = rare(slot, text, at, limit, row);
      }
      if (end <= at || text[end] != delim) {
        // The record's last, or a field that is not simple: in quotes, or not there at all.
        end = other(slot, text, at, end, limit, row);
        if (end < at || text[end] != delim) {
          break;
        }
      }
      at = end + 1;
      f++;
    }
    field = f;
    begin = at;
    return end > at ? end : SimpleText.NOT_SIMPLE;
  }

  /** Stores a field in quotes or one that is not there; else returns {@code end}. */
  private int other(Slot slot, byte[] text, int at, int end, int limit, int row) {
    if (end > at) {
      return end;
    }
    if (text[at] == delimiter && slot.absentIsNull) {
      if (slot.kind != Slot.SKIP) {
        SimpleValues.storeNull(slot, row);
      }
      return at;
    }
    return text[at] == quote && slot.kind > Slot.TEXT
        ? quoted(slot, text, at, limit, row)
        : SimpleText.NOT_SIMPLE;
  }

  private int rare(Slot slot, byte[] text, int at, int limit, int row) {
    return switch (slot.kind) {
      case Slot.TIMESTAMP -> SimpleText.timestamp(text, at, slot.longs, row, slot.zones);
      case Slot.BOOL -> SimpleText.bool(text, at, slot.booleans, row);
      case Slot.SKIP ->
          text[at] == quote
              ? skipQuoted(text, at, limit)
              : Swar.find(text, at, limit, delimiters, LINES);
      default -> SimpleText.NOT_SIMPLE;
    };
  }

  private int skipQuoted(byte[] text, int from, int limit) {
    int at = from + 1;
    while (true) {
      at = Swar.find(text, at, limit, quotes) + 1;
      if (at > limit) {
        return SimpleText.NOT_SIMPLE;
      }
      if (text[at] != quote) {
        return at;
      }
      at++;
    }
  }

  /** A field in quotes; it ends after them. */
  private int quoted(Slot slot, byte[] text, int at, int limit, int row) {
    if (slot.kind != Slot.TEXT) {
      int end = SimpleValues.store(slot, text, at + 1, row);
      return end > 0 && text[end] == quote ? end + 1 : SimpleText.NOT_SIMPLE;
    }
    int end = SimpleValues.copyQuoted(slot, text, at + 1, limit, row, quote, quotes);
    if (end == at + 1 || end == limit) {
      // What the empty text means is said by the rules.
      return SimpleText.NOT_SIMPLE;
    }
    return end + 1;
  }
}
