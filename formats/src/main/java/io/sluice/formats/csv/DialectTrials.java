package io.sluice.formats.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.csv.CsvDialect.BlankLines;
import io.sluice.formats.decode.ScalarRecognizer;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.source.ByteWindow.End;
import io.sluice.spec.SourceOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds how delimited text is written, by trying all dialects that the sample could be in with the
 * tokenizer that will read the file.
 */
final class DialectTrials {
  private static final List<String> DELIMITERS =
      List.of(
          ",", "\t", ";", "|", ", ", "; ", "| ", " , ", " ; ", " | ", "||", "::", "~|~", "^", "~",
          "\u0001", "\u001f", ":", " ");

  /** These may be the delimiter where all that occur stand beside blanks, too. */
  private static final String PLAIN = ",;|";

  /** What it costs each line if blanks beside a delimiter, taken for a part of it, lose records. */
  private static final double BLANKS_LOSE = 0.5;

  /** Enough for every delimiter to show its habits. */
  private static final int TRIED_BYTES = 96 << 10;

  private final byte[] text;
  private final int length;
  private final End end;
  private final SourceOptions options;
  private final Optional<String> named;
  private final String newline;
  private final TextLines lines;
  private final ScalarRecognizer recognizer =
      new ScalarRecognizer(ValueRules.STRICT, Optional.empty(), Optional.empty());

  /**
   * @param named the delimiter that the file itself names
   */
  DialectTrials(
      byte[] text,
      boolean complete,
      SourceOptions options,
      Optional<String> named,
      String newline) {
    this.text = text;
    this.length = tried(text);
    boolean whole = length == text.length && (complete || !hasLine(text, length));
    this.end = whole ? End.COMPLETE : End.SAMPLE;
    this.options = options;
    this.named = named;
    this.newline = newline;
    this.lines = TextLines.of(text, length, options.dialect().trailingDelimiter());
  }

  /** So much of the text that some lines are whole. */
  private static int tried(byte[] text) {
    int length = Math.min(text.length, TRIED_BYTES);
    while (length < text.length && !hasLine(text, length)) {
      length = (int) Math.min(text.length, 2L * length);
    }
    return length;
  }

  private static boolean hasLine(byte[] text, int length) {
    int ends = 0;
    for (int i = 0; i < length && ends < 2; i++) {
      ends += text[i] == '\n' || text[i] == '\r' ? 1 : 0;
    }
    return ends == 2;
  }

  /** The dialects that were tried, the best first; never empty. */
  List<DialectTrial> trials() {
    return trials(options);
  }

  /** The same without regard to what is set: what the content alone says. */
  List<DialectTrial> unrestricted() {
    return trials(SourceOptions.defaults());
  }

  private List<DialectTrial> trials(SourceOptions restriction) {
    String sample = new String(text, 0, length, UTF_8);
    List<DialectTrial> trials = new ArrayList<>();
    List<String> delimiters =
        restriction
            .dialect()
            .delimiter()
            .or(() -> named)
            .map(List::of)
            .orElseGet(() -> delimiters(sample));
    for (String delimiter : delimiters) {
      for (String[] quoting : quotings(sample, delimiter, restriction)) {
        for (String comment : comments(sample, restriction)) {
          if (!quoting[0].equals(delimiter)) {
            trials.add(trial(delimiter, quoting[0], quoting[1], comment));
          }
        }
      }
    }
    if (trials.isEmpty()) {
      throw new IllegalArgumentException(
          "delimiter and quote are both '" + delimiters.get(0) + "': they must differ");
    }
    trials.replaceAll(trial -> readsLess(trial, trials) ? trial.dearer(BLANKS_LOSE) : trial);
    // A stable sort: of equals the one tried first, which is the more usual one.
    trials.sort(Comparator.comparingDouble(DialectTrial::price));
    return trials;
  }

  /** Whether the delimiter, which has blanks in it, reads fewer records than without them. */
  private static boolean readsLess(DialectTrial trial, List<DialectTrial> others) {
    CsvDialect dialect = trial.dialect();
    String bare = dialect.bareDelimiter().orElse("");
    return bare.length() == 1
        && others.stream()
            .filter(other -> other.dialect().delimiter().equals(bare))
            .filter(other -> other.dialect().quote().equals(dialect.quote()))
            .filter(other -> other.dialect().comment().equals(dialect.comment()))
            .filter(other -> other.fields() == trial.fields())
            .anyMatch(other -> other.shape().agreeing() > trial.shape().agreeing());
  }

  private DialectTrial trial(String delimiter, String quote, String escape, String comment) {
    CsvDialect dialect =
        new CsvDialect(
            delimiter,
            quote,
            escape,
            comment,
            newline,
            BlankLines.SKIP,
            options.bounds().maxRecordBytes());
    return DialectTrial.of(
        dialect, SampleRecords.of(dialect, text, length, end, recognizer), lines);
  }

  /** Delimiters that occur; of those that are part of a longer one only where they stand alone. */
  private static List<String> delimiters(String sample) {
    List<String> found = new ArrayList<>();
    for (String delimiter : DELIMITERS) {
      String rest = sample;
      for (String longer : DELIMITERS) {
        boolean blanks = longer.strip().equals(delimiter.strip());
        boolean part = !blanks || !PLAIN.contains(delimiter);
        if (part && longer.length() > delimiter.length() && longer.contains(delimiter)) {
          rest = rest.replace(longer, "");
        }
      }
      if (rest.contains(delimiter)) {
        found.add(delimiter);
      }
    }
    // One that does not occur stands for the guess that there is but one column.
    for (String delimiter : DELIMITERS) {
      if (!sample.contains(delimiter)) {
        found.add(delimiter);
        break;
      }
    }
    return found;
  }

  /** Pairs of quote and escape; doubling is the empty escape. */
  private static List<String[]> quotings(
      String sample, String delimiter, SourceOptions restriction) {
    List<String> quotes = new ArrayList<>();
    if (restriction.dialect().quote().isPresent()) {
      quotes.add(restriction.dialect().quote().get());
    } else {
      quotes.add("\"");
      if (opensField(sample, delimiter, '\'')) {
        quotes.add("'");
      }
      if (opensField(sample, delimiter, '"')) {
        quotes.add("");
      }
    }
    List<String[]> quotings = new ArrayList<>();
    for (String quote : quotes) {
      if (restriction.dialect().escape().isPresent()) {
        String escape = restriction.dialect().escape().get();
        quotings.add(new String[] {quote, escape.equals(quote) ? "" : escape});
        continue;
      }
      quotings.add(new String[] {quote, ""});
      if (!quote.isEmpty() && sample.contains("\\" + quote)) {
        quotings.add(new String[] {quote, "\\"});
      }
    }
    return quotings;
  }

  private static boolean opensField(String sample, String delimiter, char quote) {
    return (!sample.isEmpty() && sample.charAt(0) == quote)
        || sample.contains(delimiter + quote)
        || sample.contains("\n" + quote)
        || sample.contains("\r" + quote);
  }

  private static List<String> comments(String sample, SourceOptions restriction) {
    if (restriction.lines().comment().isPresent()) {
      return List.of(restriction.lines().comment().get());
    }
    boolean marked = sample.startsWith("#") || sample.contains("\n#") || sample.contains("\r#");
    return marked ? List.of("", "#") : List.of("");
  }
}
