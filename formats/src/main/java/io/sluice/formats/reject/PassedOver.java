package io.sluice.formats.reject;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines and records that are no rows, and no faults either, by reason.
 *
 * @param kinds each reason once, in the order of {@link Reason}
 */
public record PassedOver(List<Kind> kinds) implements Serializable {
  /** Nothing was. */
  public static final PassedOver NONE = new PassedOver(List.of());

  /** Why. */
  public enum Reason {
    /** Above the table: {@code skip_lines}, set or found. */
    ABOVE_TABLE,
    /** {@code sep=;}. */
    DELIMITER_LINE,
    COMMENT,
    BLANK_LINE,
    /** The header again. */
    REPEATED_HEADER,
    /** {@code skip_trailing_lines}. */
    TRAILER;

    /** As reports name it: {@code blank_line}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Those with one reason.
   *
   * @param example the first of them, shortened, as it stands in the file; may be empty
   */
  public record Kind(Reason reason, long lines, String example) implements Serializable {}

  public PassedOver {
    kinds = List.copyOf(kinds);
  }

  /** How many there are. */
  public long lines() {
    return kinds.stream().mapToLong(Kind::lines).sum();
  }

  /** These, and others that come after them. */
  public PassedOver plus(PassedOver later) {
    if (kinds.isEmpty() || later.kinds.isEmpty()) {
      return kinds.isEmpty() ? later : this;
    }
    List<Kind> sum = new ArrayList<>();
    for (Reason reason : Reason.values()) {
      Kind all = null;
      for (List<Kind> part : List.of(kinds, later.kinds)) {
        for (Kind kind : part) {
          if (kind.reason() == reason) {
            all = all == null ? kind : new Kind(reason, all.lines() + kind.lines(), all.example());
          }
        }
      }
      if (all != null) {
        sum.add(all);
      }
    }
    return new PassedOver(sum);
  }
}
