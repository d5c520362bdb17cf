package io.sluice.formats.detect;

import io.sluice.formats.detect.Setting.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Collects evidence, settings and conflicts while a file is inspected. */
final class Findings {
  final List<String> evidence = new ArrayList<>();
  final List<Setting> settings = new ArrayList<>();
  final List<String> conflicts = new ArrayList<>();

  void evidence(String text) {
    evidence.add(text);
  }

  void conflict(String text) {
    conflicts.add(text);
  }

  void set(String name, String value, Origin origin) {
    settings.add(new Setting(name, value, origin));
  }

  /** Notes a decision that an option took, if it is set, and else the content. */
  <T> T decide(String name, Optional<T> option, T found, Function<T, String> shown) {
    T value = option.orElse(found);
    set(name, shown.apply(value), option.isPresent() ? Origin.SET : Origin.DETECTED);
    return value;
  }

  /** A text with its control characters visible: {@code \t}, {@code \x01}. */
  static String visible(String text) {
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
