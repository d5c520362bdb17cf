package io.sluice.spec;

import io.sluice.spec.SpecNode.Entry;
import io.sluice.spec.SpecNode.Mapping;
import io.sluice.spec.SpecNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A mapping of a settings file in YAML, read key by key. What is wrong is noted with its line, and
 * reading goes on: {@link #finish} tells all of it at once. A key that nobody asked for is unknown.
 */
public final class Settings {
  private final String file;
  private final Mapping mapping;
  private final Place place;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Settings> sections = new ArrayList<>();

  private Settings(String file, Mapping mapping, Place place) {
    this.file = file;
    this.mapping = mapping;
    this.place = place;
  }

  /**
   * Reads a file's text.
   *
   * @param file what messages call it
   * @throws SpecException if it is not YAML, or not a mapping
   */
  public static Settings of(String text, String file) {
    SpecNode root = SpecReader.compose(text, file);
    List<SpecProblem> problems = new ArrayList<>();
    Place place = new Place(problems, "");
    if (root instanceof Mapping mapping) {
      return new Settings(file, mapping, place);
    }
    if (root.isNull()) {
      return new Settings(file, new Mapping(List.of(), root.line(), root.column()), place);
    }
    place.problem(root, "the file must be a mapping of keys, but is " + root.words(), "");
    throw new SpecException(file, problems);
  }

  /** The keys that stand here, in the file's order. */
  public List<String> keys() {
    return mapping.entries().stream().map(entry -> entry.key().text()).distinct().toList();
  }

  /** Whether a key stands here. */
  public boolean has(String key) {
    return node(key).isPresent();
  }

  /** A text that is not blank. */
  public Optional<String> text(String key) {
    return scalar(key, Shapes.NOT_BLANK);
  }

  /** A text of a form. */
  public Optional<String> text(String key, String pattern, String form) {
    Optional<String> text = text(key);
    if (text.isPresent() && !text.get().matches(pattern)) {
      refuse(key, "is not " + form + ": '" + text.get() + "'", "");
      return Optional.empty();
    }
    return text;
  }

  /** One of some words. */
  public Optional<String> word(String key, Collection<String> words) {
    Map<String, String> values = new LinkedHashMap<>();
    words.forEach(word -> values.put(word, word));
    return scalar(key, Shapes.words(values));
  }

  /** A whole number within bounds, both included. */
  public Optional<Integer> whole(String key, int min, int max) {
    return scalar(key, Shapes.wholeInt(min, max));
  }

  /** A number greater than 0. */
  public Optional<Double> number(String key) {
    return converted(
        key,
        "must be a number greater than 0",
        text -> {
          try {
            double value = Double.parseDouble(text);
            return value > 0 && value < Double.MAX_VALUE ? Optional.of(value) : Optional.empty();
          } catch (NumberFormatException e) {
            return Optional.empty();
          }
        });
  }

  /** True or false. */
  public Optional<Boolean> flag(String key) {
    return scalar(key, Shapes.BOOLEAN);
  }

  /** A duration: {@code 30s}, {@code 10m}, {@code 2h}, {@code 1d}. */
  public Optional<Duration> duration(String key) {
    return converted(key, "must be a duration as 30s, 10m, 2h or 1d", DurationText::parse);
  }

  /** A list of texts, or one alone; empty if the key is not there. */
  public List<String> texts(String key) {
    return scalar(key, Shapes.oneOrMore(Shapes.NOT_BLANK)).orElse(List.of());
  }

  /** Names and texts, all of the user's choice; empty if the key is not there. */
  public Map<String, String> pairs(String key) {
    Map<String, String> pairs = new LinkedHashMap<>();
    Settings section = section(key);
    for (String name : section.keys()) {
      section.scalar(name, Shapes.VALUE).ifPresent(value -> pairs.put(name, value));
    }
    return pairs;
  }

  /** A mapping below this one; an empty one if the key is not there. */
  public Settings section(String key) {
    known.add(key);
    Optional<SpecNode> node = node(key);
    Mapping found = new Mapping(List.of(), mapping.line(), mapping.column());
    if (node.isPresent() && node.get() instanceof Mapping section) {
      found = section;
    } else if (node.isPresent() && !node.get().isNull()) {
      refuse(key, "must be a mapping of keys, but is " + node.get().words(), "");
    }
    Settings section = new Settings(file, found, place.key(key));
    sections.add(section);
    return section;
  }

  /** Notes a problem with a key's value; the message continues the key's name. */
  public void refuse(String key, String message, String hint) {
    Place at = place.key(key);
    at.problem(node(key).orElse(mapping), at.words() + " " + message, hint);
  }

  /**
   * Says that all keys were asked for.
   *
   * @throws SpecException with every problem of this mapping and those below it
   */
  public void finish() {
    noteUnknown();
    if (!place.problems().isEmpty()) {
      List<SpecProblem> problems = new ArrayList<>(place.problems());
      problems.sort(
          Comparator.<SpecProblem>comparingInt(p -> p.location().line())
              .thenComparingInt(p -> p.location().column()));
      throw new SpecException(file, problems);
    }
  }

  private void noteUnknown() {
    Set<String> seen = new LinkedHashSet<>();
    for (Entry entry : mapping.entries()) {
      String name = entry.key().text();
      if (!known.contains(name)) {
        String where = place.path().isEmpty() ? "the file" : "'" + place.path() + "'";
        place.problem(
            entry.key(),
            "unknown key '" + name + "' in " + where,
            NearestName.hint(name, known, "known are " + String.join(", ", known)));
      } else if (!seen.add(name)) {
        place.problem(entry.key(), "key '" + name + "' is given twice", "remove one of them");
      }
    }
    sections.forEach(Settings::noteUnknown);
  }

  private <T> Optional<T> converted(
      String key, String rule, Function<String, Optional<T>> conversion) {
    known.add(key);
    Optional<SpecNode> node = node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value =
        node.get() instanceof Scalar scalar ? conversion.apply(scalar.text()) : Optional.empty();
    if (value.isEmpty()) {
      refuse(key, rule + ", but is " + node.get().words(), "");
    }
    return value;
  }

  private <T> Optional<T> scalar(String key, Shape<T> shape) {
    known.add(key);
    return node(key).flatMap(node -> shape.read(node, place.key(key)));
  }

  private Optional<SpecNode> node(String key) {
    return mapping.value(key);
  }
}
