package io.sluice.formats.format;

import io.sluice.formats.format.Setting.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Collects evidence, settings and conflicts while a file is inspected. Not thread-safe. */
public final class Findings {
  private final List<String> evidence = new ArrayList<>();
  private final List<Setting> settings = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();

  /** How much was found at some time. */
  public record Mark(int evidence, int settings, int conflicts) {}

  /** What the content shows, with the bytes and offsets that show it. */
  public List<String> evidence() {
    return evidence;
  }

  /** Every decision, and who took it. */
  public List<Setting> settings() {
    return settings;
  }

  /** Where a set option and the content disagree. */
  public List<String> conflicts() {
    return conflicts;
  }

  /** What has been found until now. */
  public Mark mark() {
    return new Mark(evidence.size(), settings.size(), conflicts.size());
  }

  /** Forgets what was found since. */
  public void backTo(Mark mark) {
    evidence.subList(mark.evidence(), evidence.size()).clear();
    settings.subList(mark.settings(), settings.size()).clear();
    conflicts.subList(mark.conflicts(), conflicts.size()).clear();
  }

  /** Notes what the content shows. */
  public void evidence(String text) {
    evidence.add(text);
  }

  /** Notes that a set option and the content disagree. */
  public void conflict(String text) {
    conflicts.add(text);
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

  /** A text with its control characters visible: {@code \t}, {@code \x01}. */
  public static String visible(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\t' -> shown.append("\\t");
        case '\n' -> shown.append("\\n");
        case '\r' -> shown.append("\\r");
        default -> {
          if (c < ' ' || c == 0x7f) {
            shown.append(String.format("\\x%02x", (int) c));
          } else {
            shown.append(c);
          }
        }
      }
    }
    return shown.toString();
  }
}
