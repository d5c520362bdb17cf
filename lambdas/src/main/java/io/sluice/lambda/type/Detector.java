package io.sluice.lambda.type;

import io.sluice.formats.inspect.FileInspector;
import io.sluice.formats.inspect.Inspection;
import io.sluice.formats.inspect.Inspection.Status;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.text.TextRange;
import io.sluice.lambda.host.AllowedTypes;
import io.sluice.spec.SourceFormat;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds out what a file is, by the same detection as {@code sluice detect} and the ingest. */
final class Detector {
  private static final int MOST_FINDINGS = 8;
  private static final int LONGEST_FINDING = 300;

  private final SourceOptions options;
  private final SourceFormat format;
  private final boolean discreet;
  private final AllowedTypes allowed;

  /**
   * @param options what the dataset's spec sets
   * @param format what the dataset's spec says the files are
   * @param discreet whether nothing that stands in a file may be told: what is found out is kept in
   *     the lake, and goes into letters
   */
  Detector(SourceOptions options, SourceFormat format, boolean discreet, AllowedTypes allowed) {
    this.options = options;
    this.format = format;
    this.discreet = discreet;
    this.allowed = allowed;
  }

  FileType detect(ObjectSource source) throws IOException {
    Inspection found = FileInspector.inspect(source, options, format);
    FileName name = FileName.of(source.uri());
    boolean agree =
        found.status() == Status.EMPTY
            || (!name.contradicts(found.format()) && sameCompression(name, found));
    return new FileType(
        source.uri(),
        found.format(),
        found.size(),
        found.layout().filter(Detector::splittable).isPresent(),
        found.layout().map(FileLayout::compression).orElse(""),
        bounded(refusal(found)),
        bounded(notices(found, name, agree)),
        new FileType.Findings(
            name.type(),
            found.format(),
            agree,
            found.confidence(),
            discreet ? List.of() : bounded(found.basis().evidence()),
            bounded(found.runnerUp().orElse("")),
            found.layout().map(FileLayout::encoding).orElse(""),
            bounded(found.summary())));
  }

  private static boolean sameCompression(FileName name, Inspection found) {
    return name.compression().equals("none")
        || found.layout().isEmpty()
        || found.layout().get().compression().equals(name.compression());
  }

  private static boolean splittable(FileLayout layout) {
    return TextRange.whyWhole(layout).isEmpty();
  }

  private String refusal(Inspection found) {
    if (found.status() != Status.READABLE) {
      return found.summary() + ". " + found.remedy();
    }
    return allowed.allows(found.format())
        ? ""
        : "it is " + found.format() + ". " + allowed.remedy();
  }

  /** The content wins; that it had to is told. */
  private List<String> notices(Inspection found, FileName name, boolean agree) {
    List<String> notices = new ArrayList<>();
    if (!agree && found.status() == Status.READABLE) {
      notices.add("its name says " + called(name) + ", its content is " + found.summary());
    }
    found.basis().conflicts().forEach(conflict -> notices.add(conflict.told(discreet)));
    return notices;
  }

  private static String called(FileName name) {
    String type = name.type().isEmpty() ? "a file" : name.type();
    return name.compression().equals("none") ? type : type + " in " + name.compression();
  }

  private static List<String> bounded(List<String> texts) {
    return texts.stream().limit(MOST_FINDINGS).map(Detector::bounded).toList();
  }

  private static String bounded(String text) {
    if (text.length() <= LONGEST_FINDING) {
      return text;
    }
    int end = LONGEST_FINDING - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
