package io.sluice.formats;

import io.sluice.formats.csv.CsvFormat;
import io.sluice.formats.fixed.FixedFormat;
import io.sluice.formats.format.Format;
import io.sluice.formats.json.JsonFormat;
import io.sluice.formats.json.JsonLinesFormat;
import io.sluice.formats.read.FileLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The formats that can be read. The one place that names them. */
public final class FormatRegistry {
  private static final FormatRegistry STANDARD =
      new FormatRegistry(
          new CsvFormat(), List.of(new FixedFormat(), new JsonLinesFormat(), new JsonFormat()));

  private final Format<?> delimited;
  private final List<Format<?>> all;
  private final Map<Class<?>, Format<?>> byLayout = new HashMap<>();

  /**
   * @param delimited what a text is that is nothing else
   * @param others in the order in which they are asked whether they recognise a text
   */
  FormatRegistry(Format<?> delimited, List<Format<?>> others) {
    this.delimited = delimited;
    List<Format<?>> formats = new ArrayList<>(List.of(delimited));
    formats.addAll(others);
    all = List.copyOf(formats);
    all.forEach(format -> byLayout.put(format.layoutType(), format));
  }

  /** All formats that Sluice reads. */
  public static FormatRegistry standard() {
    return STANDARD;
  }

  /** All of them. */
  public List<Format<?>> all() {
    return all;
  }

  /** What a text is that no format recognises. */
  public Format<?> delimited() {
    return delimited;
  }

  /** The format that a spec or report names so. */
  public Optional<Format<?>> named(String name) {
    return all.stream().filter(format -> format.name().equals(name)).findFirst();
  }

  /**
   * The format of a layout.
   *
   * @throws IllegalArgumentException if there is none
   */
  @SuppressWarnings("unchecked") // A format's layout type is the very class of its layouts.
  public <L extends FileLayout> Format<L> of(L layout) {
    Format<?> format = byLayout.get(layout.getClass());
    if (format == null) {
      throw new IllegalArgumentException("no reader for format " + layout.format());
    }
    return (Format<L>) format;
  }
}
