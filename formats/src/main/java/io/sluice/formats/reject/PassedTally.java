package io.sluice.formats.reject;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.reject.PassedOver.Kind;
import io.sluice.formats.reject.PassedOver.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what is passed over, and keeps the first of each kind. Not thread-safe. */
public final class PassedTally {
  private static final int EXAMPLE = 120;

  private final Map<Reason, Long> lines = new EnumMap<>(Reason.class);
  private final Map<Reason, String> examples = new EnumMap<>(Reason.class);

  /** Counts lines, of which the first is {@code text[start .. end)}. */
  public void add(Reason reason, long count, byte[] text, int start, int end) {
    if (count > 0) {
      add(reason, count);
      examples.computeIfAbsent(reason, first -> example(text, start, end));
    }
  }

  /** Counts lines of which there is nothing to show. */
  public void add(Reason reason, long count) {
    if (count > 0) {
      lines.merge(reason, count, Long::sum);
    }
  }

  /** How many were counted. */
  public long count() {
    return lines.values().stream().mapToLong(Long::longValue).sum();
  }

  /** All that was counted. */
  public PassedOver sum() {
    List<Kind> kinds = new ArrayList<>();
    lines.forEach(
        (reason, count) -> kinds.add(new Kind(reason, count, examples.getOrDefault(reason, ""))));
    return kinds.isEmpty() ? PassedOver.NONE : new PassedOver(kinds);
  }

  /** The beginning of a line, as it is shown. */
  public static String example(byte[] text, int start, int end) {
    // A character may be cut in two: it is left out.
    String head = new String(text, start, Math.min(end - start, 4 * EXAMPLE), UTF_8);
    return head.codePointCount(0, head.length()) <= EXAMPLE
        ? head
        : head.substring(0, head.offsetByCodePoints(0, EXAMPLE)) + "…";
  }
}
