package io.sluice.formats.format;

import io.sluice.formats.format.Setting.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Collects evidence, settings and conflicts while a file is inspected. Not thread-safe. */
public final class Findings {
  /** What is less certain is told where the file is read, with what would settle it. */
  public static final double SURE = 0.9;

  private final List<String> evidence = new ArrayList<>();
  private final List<Setting> settings = new ArrayList<>();
  private final List<Note> conflicts = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  /** How much was found at some time. */
  public record Mark(int evidence, int settings, int conflicts, int notes) {}

  /** What the content shows, with the bytes and offsets that show it. */
  public List<String> evidence() {
    return evidence;
  }

  /** Every decision, and who took it. */
  public List<Setting> settings() {
    return settings;
  }

  /** Where a set option and the content disagree. */
  public List<Note> conflicts() {
    return conflicts;
  }

  /** What is read otherwise than it stands in the file, or passed over. */
  public List<Note> notes() {
    return notes;
  }

  /** What has been found until now. */
  public Mark mark() {
    return new Mark(evidence.size(), settings.size(), conflicts.size(), notes.size());
  }

  /** Forgets what was found since. */
  public void backTo(Mark mark) {
    evidence.subList(mark.evidence(), evidence.size()).clear();
    settings.subList(mark.settings(), settings.size()).clear();
    conflicts.subList(mark.conflicts(), conflicts.size()).clear();
    notes.subList(mark.notes(), notes.size()).clear();
  }

  /** Notes what the content shows. */
  public void evidence(String text) {
    evidence.add(text);
  }

  /** Notes that a set option and the content disagree. */
  public void conflict(String text) {
    conflicts.add(Note.of(text));
  }

  /** The same where the text quotes the content, and how it is said without. */
  public void conflict(String text, String discreet) {
    conflicts.add(new Note(text, discreet));
  }

  /** Notes what a user should know before the rows: evidence that the report of a run repeats. */
  public void note(String text) {
    note(text, text);
  }

  /** The same where the text quotes the content, and how it is said without. */
  public void note(String text, String discreet) {
    evidence.add(text);
    notes.add(new Note(text, discreet));
  }

  /**
   * Notes a guess that is not certain.
   *
   * @param chosen what was guessed
   * @param runnerUp what else it could be, if there is anything
   * @param key of {@code source.options}, which settles it
   */
  public void doubt(double confidence, String chosen, Optional<String> runnerUp, String key) {
    doubt(confidence, chosen, "", runnerUp, key);
  }

  /**
   * The same with a quotation of the content.
   *
   * @param quoted stands after what was chosen
   */
  public void doubt(
      double confidence, String chosen, String quoted, Optional<String> runnerUp, String key) {
    String guessed =
        String.format(Locale.ROOT, "guessed with %.0f %% certainty: %s", 100 * confidence, chosen);
    String rest =
        runnerUp.map(other -> "; else " + other).orElse("")
            + ". source.options."
            + key
            + " settles it";
    notes.add(new Note(guessed + quoted + rest, guessed + rest));
  }

  /** Notes a decision. */
  public void set(String name, String value, Origin origin) {
    settings.add(new Setting(name, value, origin));
  }

  /** Notes the decision that comes before all others: what the format is. */
  public void format(String name, Origin origin) {
    settings.removeIf(setting -> setting.name().equals("format"));
    settings.add(0, new Setting("format", name, origin));
  }

  /** Notes a decision that an option took, if it is set, and else the content. */
  public <T> T decide(String name, Optional<T> option, T found, Function<T, String> shown) {
    T value = option.orElse(found);
    set(name, shown.apply(value), option.isPresent() ? Origin.SET : Origin.DETECTED);
    return value;
  }

  /**
   * A text with its invisible characters as escapes: {@code \t}, {@code \x01}, {@code \uFEFF}; of
   * blanks only the common one is left as it is.
   */
  public static String visible(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\t' -> shown.append("\\t");
        case '\n' -> shown.append("\\n");
        case '\r' -> shown.append("\\r");
        default -> {
          if (c < ' ' || (c >= 0x7f && c < 0xa0)) {
            shown.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
          } else if (isInvisible(c)) {
            shown.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
          } else {
            shown.append(c);
          }
        }
      }
    }
    return shown.toString();
  }

  private static boolean isInvisible(char c) {
    int type = Character.getType(c);
    return c >= 0x80
        && (type == Character.FORMAT
            || type == Character.SPACE_SEPARATOR
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR);
  }
}
