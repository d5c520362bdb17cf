package io.sluice.formats.inspect;

import io.sluice.formats.FormatRegistry;
import io.sluice.formats.format.Findings;
import io.sluice.formats.format.Format;
import io.sluice.formats.format.LaidOut;
import io.sluice.formats.format.LaidOut.Accepted;
import io.sluice.formats.format.LaidOut.Fit;
import io.sluice.formats.format.LaidOut.Refused;
import io.sluice.formats.format.Recognition;
import io.sluice.formats.format.Setting.Origin;
import io.sluice.formats.format.TextSample;
import io.sluice.formats.source.ObjectSource;
import io.sluice.spec.SourceFormat;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Chooses the format of a file, by what is set or else by its content, and lets it lay it out. */
final class FormatChoice {
  private final FormatRegistry formats;
  private final SourceFormat wanted;
  private final SourceOptions options;
  private final Findings findings;
  private final Outcomes outcomes;

  FormatChoice(
      FormatRegistry formats,
      SourceFormat wanted,
      SourceOptions options,
      Findings findings,
      Outcomes outcomes) {
    this.formats = formats;
    this.wanted = wanted;
    this.options = options;
    this.findings = findings;
    this.outcomes = outcomes;
  }

  /** A file whose format its first bytes show. */
  Inspection ofSignature(ObjectSource source, Signature signature) throws IOException {
    Optional<Format<?>> format = formats.named(signature.name());
    if (format.isEmpty()) {
      return outcomes.refused(signature.name(), signature.what(), signature.remedy());
    }
    if (wanted != SourceFormat.AUTO && !wanted.key().equals(signature.name())) {
      return outcomes.refused(
          signature.name(),
          signature.what() + ", while format is set to " + wanted.key(),
          "Set source.format to " + signature.name() + " or leave it out");
    }
    findings.format(signature.name(), origin());
    LaidOut laidOut = format.get().layOut(source, options, findings);
    return laidOut instanceof Accepted accepted
        ? outcomes.readable(accepted, accepted.description(), 1, "")
        : unreadable(signature.name(), laidOut);
  }

  private Origin origin() {
    return wanted == SourceFormat.AUTO ? Origin.DETECTED : Origin.SET;
  }

  /** A text in a known encoding. */
  Inspection ofText(TextSample text, EncodingGuess guess) throws IOException {
    if (text.bytes().length == 0) {
      return outcomes.empty("the file contains nothing but a byte order mark");
    }
    if (text.complete() && text.firstVisible() == text.bytes().length) {
      return outcomes.empty("the file contains nothing but blanks and line ends");
    }
    Optional<Recognition> recognition = recognise(text);
    recognition.ifPresent(found -> findings.evidence(found.evidence()));
    String detected = recognition.map(Recognition::format).orElse(formats.delimited().name());
    String name = wanted == SourceFormat.AUTO ? detected : wanted.key();
    findings.format(name, origin());
    if (origin() == Origin.SET && !name.equals(detected) && recognition.isPresent()) {
      findings.conflict(
          "format is set to " + name + ", but the content looks like " + recognition.get().what());
    }
    Optional<Format<?>> format = formats.named(name);
    return format.isPresent()
        ? ofFormat(format.get(), text, recognition, guess)
        : unread(name, recognition);
  }

  private Optional<Recognition> recognise(TextSample text) {
    for (Format<?> format : formats.all()) {
      Optional<Recognition> found = format.recognise(text);
      if (found.isPresent()) {
        return found;
      }
    }
    return UnreadTexts.recognise(text);
  }

  private Inspection unread(String name, Optional<Recognition> recognition) {
    List<String> names = formats.all().stream().map(Format::name).toList();
    int last = names.size() - 1;
    return outcomes.refused(
        name,
        recognition
            .filter(found -> found.format().equals(name))
            .map(Recognition::what)
            .orElse("set to be " + name),
        "Sluice reads "
            + String.join(", ", names.subList(0, last))
            + " and "
            + names.get(last)
            + "; set source.format to one of them to read it as that");
  }

  private Inspection ofFormat(
      Format<?> format, TextSample text, Optional<Recognition> recognition, EncodingGuess guess)
      throws IOException {
    Findings.Mark mark = findings.mark();
    LaidOut laidOut = format.layOut(text, recognition, options, findings);
    if (!(laidOut instanceof Accepted accepted)) {
      return unreadable(format.name(), laidOut);
    }
    // Only what a text is by default gives way, so that no two formats can send it back and forth.
    boolean givesWay = accepted.fit() == Fit.LOOSE && format == formats.delimited();
    if (givesWay && origin() == Origin.DETECTED) {
      for (Format<?> other : formats.all()) {
        Optional<String> evidence = other.recogniseLoose(text, options);
        if (other != format && evidence.isPresent()) {
          // Nobody said it is the first, so what was found about that is forgotten.
          findings.backTo(mark);
          findings.format(other.name(), Origin.DETECTED);
          findings.evidence(evidence.get());
          return ofFormat(other, text, recognition, guess);
        }
      }
    }
    String stored =
        ", "
            + text.encoding()
            + (text.compression().equals("none") ? "" : ", " + text.compression());
    return outcomes.readable(
        accepted, accepted.description() + stored, guess.confidence(), guess.runnerUp());
  }

  private Inspection unreadable(String name, LaidOut laidOut) {
    if (laidOut instanceof LaidOut.Empty empty) {
      return outcomes.empty(empty.what());
    }
    Refused refused = (Refused) laidOut;
    return outcomes.refused(name, refused.what(), refused.remedy());
  }
}
