package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.infer.FieldProfiler;
import io.sluice.formats.infer.Reading;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.spec.SourceOptions;
import java.util.Arrays;

/** Notes strings, numbers and booleans the way their decoders will understand them. */
final class ValueProfiler {
  private final FieldProfiler profiler;
  private final byte[][] nullTokens;
  private final boolean trim;
  private byte[] scratch = new byte[64];

  ValueProfiler(SourceOptions options) {
    ValueRules rules = JsonRules.withJsonBooleans(ValueRules.of(options));
    profiler =
        new FieldProfiler(rules, options.times().dateFormat(), options.times().timestampFormat());
    nullTokens =
        rules.nulls().tokens().stream().map(token -> token.getBytes(UTF_8)).toArray(byte[][]::new);
    trim = rules.trim();
  }

  /** A number or boolean. */
  void unquoted(byte[] b, int start, int end, JsonShape shape) {
    if (isNull(b, start, end)) {
      shape.addNull();
    } else {
      profiler.observe(b, start, end, Reading.CERTAIN, shape.scalars());
    }
  }

  /** A string, without its quotes. Digits in quotes are meant as text by whoever wrote them. */
  void string(byte[] b, int start, int end, boolean escaped, JsonShape shape) {
    int from = start;
    int to = end;
    if (trim) {
      while (from < to && b[from] == ' ') {
        from++;
      }
      while (from < to && b[to - 1] == ' ') {
        to--;
      }
    }
    if (isNull(b, from, to)) {
      shape.addNull();
      return;
    }
    byte[] text = b;
    if (escaped) {
      if (scratch.length < to - from) {
        scratch = new byte[Math.max(to - from, 2 * scratch.length)];
      }
      to = JsonUnescaper.INSTANCE.unescape(b, from, to, scratch);
      from = 0;
      text = scratch;
    }
    profiler.observe(text, from, to, Reading.TEXT_OR_TIME, shape.scalars());
  }

  private boolean isNull(byte[] text, int start, int end) {
    for (byte[] token : nullTokens) {
      if (Arrays.equals(token, 0, token.length, text, start, end)) {
        return true;
      }
    }
    return false;
  }
}
