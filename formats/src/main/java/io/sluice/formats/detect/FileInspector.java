package io.sluice.formats.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.detect.Inspection.Status;
import io.sluice.formats.detect.Setting.Origin;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.source.Utf8Input;
import io.sluice.spec.SourceFormat;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what a file is, from its content: compression, encoding, format, and how it is written.
 * What the options set is followed; where the content contradicts it, the {@link Inspection} says
 * so. Names of files are never more than a hint to people.
 */
public final class FileInspector {
  private static final int SIGNATURE_BYTES = 4096;

  /** Blanks show borders, but not all of them, and some that are none. */
  private static final double FOUND_BORDERS = 0.6;

  private FileInspector() {}

  /** As {@link #inspect(ObjectSource, SourceOptions, SourceFormat)} with the format left open. */
  public static Inspection inspect(ObjectSource source, SourceOptions options) throws IOException {
    return inspect(source, options, SourceFormat.AUTO);
  }

  /**
   * Inspects a file. A file that cannot be read as what it is, is a result too: see {@link
   * Inspection#status}.
   *
   * @param format what the spec says it is
   * @throws IOException if its bytes cannot be had
   * @throws IllegalArgumentException if an option has a value that nothing could have
   */
  public static Inspection inspect(ObjectSource source, SourceOptions options, SourceFormat format)
      throws IOException {
    return new Run(source, options, format).inspect();
  }

  /** One inspection. */
  private static final class Run {
    private final ObjectSource source;
    private final SourceOptions options;
    private final SourceFormat wanted;
    private final Findings findings = new Findings();

    Run(ObjectSource source, SourceOptions options, SourceFormat wanted) {
      this.source = source;
      this.options = options;
      this.wanted = wanted;
    }

    Inspection inspect() throws IOException {
      if (source.size() == 0) {
        return empty("the file is empty");
      }
      byte[] stored = stored();
      Optional<Signature> signature =
          Signature.of(stored, stored.length).filter(found -> credible(found, stored));
      signature.ifPresent(found -> findings.evidence(found.evidence()));
      if (signature.isPresent() && !signature.get().compression()) {
        return refused(signature.get().name(), signature.get().what(), signature.get().remedy());
      }
      String found = signature.map(Signature::name).orElse("none");
      String compression = options.compression().orElse(found);
      findings.decide("compression", options.compression(), found, name -> name);
      if (!compression.equals(found)) {
        findings.conflict(
            "compression is set to " + compression + ", but the content is " + plainName(found));
        return refused(
            found.equals("none") ? "plain" : found,
            plainName(found) + ", while compression is set to " + compression,
            "Set source.options.compression to " + found + " or leave it out");
      }
      Sample sample;
      try {
        sample = Sample.read(source, compression);
      } catch (IOException e) {
        if (compression.equals("none")) {
          throw e;
        }
        return refused(
            compression,
            "a damaged " + compression + " file: " + e.getMessage(),
            "Fetch it again from where it came");
      }
      return ofContent(sample, compression);
    }

    private byte[] stored() throws IOException {
      try (InputStream in = source.open(0)) {
        return in.readNBytes(SIGNATURE_BYTES);
      }
    }

    private static String plainName(String compression) {
      return compression.equals("none") ? "not compressed" : compression;
    }

    /** A few letters may begin a text as well; then there are no control characters behind them. */
    private static boolean credible(Signature signature, byte[] head) {
      boolean letters = signature.bytes().length < 5;
      for (byte b : signature.bytes()) {
        letters &= b >= ' ';
      }
      if (!letters) {
        return true;
      }
      for (byte b : head) {
        if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
          return true;
        }
      }
      return false;
    }

    private Inspection ofContent(Sample sample, String compression) throws IOException {
      if (!sample.failure().isEmpty()) {
        findings.evidence("it cannot be read to its end: " + sample.failure());
      }
      if (sample.head().length == 0) {
        return empty("the file is empty inside its " + compression + " compression");
      }
      if (!compression.equals("none")) {
        Optional<Signature> inner =
            Signature.of(sample.head(), sample.head().length)
                .filter(found -> credible(found, sample.head()));
        if (inner.isPresent()) {
          findings.evidence("inside " + compression + ", " + inner.get().evidence());
          return refused(
              inner.get().name(),
              inner.get().what() + " inside " + compression,
              inner.get().compression()
                  ? "Unpack it once, so that one compression is left"
                  : inner.get().remedy());
        }
      }
      EncodingGuess guess = EncodingDetector.detect(sample);
      guess.evidence().forEach(findings::evidence);
      String encoding = options.encoding().orElse(guess.encoding());
      if (encoding.isEmpty()) {
        return refused("binary", "binary data, not text", "Leave it out, or set the encoding");
      }
      findings.decide("encoding", options.encoding(), guess.encoding(), name -> name);
      return ofText(text(sample, compression, encoding, guess), guess);
    }

    private Text text(Sample sample, String compression, String named, EncodingGuess guess) {
      // A file can be cut only if its byte order is known in the middle of it, too.
      Charset charset = Utf8Input.withByteOrder(charset(named), sample.head());
      String encoding = charset.equals(charset(named)) ? named : charset.name();
      // A mark of another encoding than the one set is data there.
      boolean marked = guess.markBytes() > 0 && Charset.forName(guess.encoding()).equals(charset);
      int mark = marked ? guess.markBytes() : 0;
      byte[] head = sample.head();
      if (charset.equals(UTF_8)) {
        byte[] bytes = mark == 0 ? head : Arrays.copyOfRange(head, mark, head.length);
        checkEncoding(new String(bytes, UTF_8), encoding, guess);
        return new Text(bytes, sample.complete(), compression, encoding, mark);
      }
      String decoded = new String(head, mark, head.length - mark, charset);
      checkEncoding(decoded, encoding, guess);
      return new Text(decoded.getBytes(UTF_8), sample.complete(), compression, encoding, mark);
    }

    private void checkEncoding(String decoded, String encoding, EncodingGuess guess) {
      boolean other =
          options.encoding().isPresent()
              && !guess.encoding().isEmpty()
              && !charset(guess.encoding()).equals(charset(encoding));
      // The sample's last character may be cut.
      int damaged = decoded.substring(0, Math.max(0, decoded.length() - 4)).indexOf('\uFFFD');
      if (other && damaged >= 0) {
        findings.conflict(
            "encoding is set to "
                + encoding
                + ", but character "
                + (damaged + 1)
                + " is malformed in it; the content looks like "
                + guess.encoding());
      }
    }

    private static Charset charset(String name) {
      try {
        return Charset.forName(name);
      } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
        throw new IllegalArgumentException(
            "encoding '" + name + "' is not known; examples are UTF-8, windows-1252, EUC-KR", e);
      }
    }

    private Inspection ofText(Text text, EncodingGuess guess) throws IOException {
      if (text.bytes().length == 0) {
        return empty("the file holds nothing but a byte order mark");
      }
      Optional<TextKind> kind = TextKind.of(text.bytes(), text.complete());
      kind.ifPresent(found -> findings.evidence(found.evidence()));
      String detected = kind.map(TextKind::format).orElse("csv");
      String format = wanted == SourceFormat.AUTO ? detected : wanted.key();
      Origin origin = wanted == SourceFormat.AUTO ? Origin.DETECTED : Origin.SET;
      findings.settings.add(0, new Setting("format", format, origin));
      if (origin == Origin.SET && !format.equals(detected) && kind.isPresent()) {
        findings.conflict(
            "format is set to " + format + ", but the content looks like " + kind.get().what());
      }
      double sure = kind.map(TextKind::confidence).orElse(1.0) * guess.confidence();
      return switch (format) {
        case "csv" -> csv(text, guess, origin);
        case "fixed_width" -> fixedWidth(text, guess);
        case "jsonl" ->
            json(
                new FileLayout.JsonLines(
                    text.compression(), text.encoding(), text.stored(0), options.maxRecordBytes()),
                "JSON Lines",
                sure,
                guess);
        case "json" ->
            json(
                new FileLayout.Json(
                    text.compression(), text.encoding(), text.stored(0), options.maxRecordBytes()),
                "JSON",
                sure,
                guess);
        default ->
            refused(
                format,
                kind.filter(found -> found.format().equals(format))
                    .map(TextKind::what)
                    .orElse("set to be " + format),
                "Sluice reads csv, fixed_width, jsonl and json; set source.format to one of them to read"
                    + " it as that");
      };
    }

    private Inspection json(
        FileLayout layout, String what, double confidence, EncodingGuess guess) {
      String summary = what + described(layout.compression(), layout.encoding());
      return readable(layout, summary, confidence, runnerUp(guess));
    }

    private Inspection csv(Text text, EncodingGuess guess, Origin origin) throws IOException {
      int evidence = findings.evidence.size();
      CsvInspector.Result result = new CsvInspector(text, options, findings).inspect();
      if (result.layout().isEmpty()) {
        return refused("csv", result.problem(), result.remedy());
      }
      FileLayout.Csv layout = result.layout().get();
      boolean loose = layout.header().size() == 1 || layout.delimiter().equals(" ");
      if (origin == Origin.DETECTED && options.delimiter().isEmpty() && loose) {
        String fixed = FixedWidthShape.evidence(TextKind.lines(text.bytes(), text.complete()));
        if (!fixed.isEmpty()) {
          findings.evidence.subList(evidence, findings.evidence.size()).clear();
          return detectedFixedWidth(text, guess, fixed);
        }
      }
      String summary =
          String.format(
              "CSV, %d columns, delimiter '%s', %s%s",
              layout.header().size(),
              Findings.visible(layout.delimiter()),
              layout.hasHeader() ? "with header" : "without header",
              described(layout.compression(), layout.encoding()));
      Optional<String> next = result.runnerUp().or(() -> runnerUp(guess));
      return readable(layout, summary, result.confidence() * guess.confidence(), next);
    }

    /** Nobody said it is, so what was found about delimited text is forgotten. */
    private Inspection detectedFixedWidth(Text text, EncodingGuess guess, String evidence)
        throws IOException {
      List<String> delimited =
          List.of("delimiter", "quote", "escape", "comment", "newline", "skip_lines", "header");
      findings.settings.removeIf(setting -> delimited.contains(setting.name()));
      findings.settings.set(0, new Setting("format", "fixed_width", Origin.DETECTED));
      findings.evidence(evidence);
      return fixedWidth(text, guess);
    }

    private Inspection fixedWidth(Text text, EncodingGuess guess) throws IOException {
      Optional<FixedInspector.Result> result =
          new FixedInspector(text, options, findings).inspect();
      if (result.isEmpty()) {
        return refused(
            "fixed_width",
            "text in columns of fixed width, and nothing shows where each column begins",
            "Set source.format to fixed_width and name the places of its fields under"
                + " source.options.fields, or their widths; or set it to csv to read it as"
                + " delimited text all the same");
      }
      FileLayout.FixedWidth layout = result.get().layout();
      boolean set = !options.fields().isEmpty() || !options.widths().isEmpty();
      String summary =
          String.format(
              "fixed width, %d columns, %s%s",
              layout.fields().size(),
              layout.hasHeader() ? "with header" : "without header",
              described(layout.compression(), layout.encoding()));
      double sure = (set ? 0.99 : FOUND_BORDERS) * result.get().fitting();
      return readable(layout, summary, sure * guess.confidence(), runnerUp(guess));
    }

    private static Optional<String> runnerUp(EncodingGuess guess) {
      return guess.runnerUp().isEmpty()
          ? Optional.empty()
          : Optional.of("the same in " + guess.runnerUp());
    }

    private static String described(String compression, String encoding) {
      return ", " + encoding + (compression.equals("none") ? "" : ", " + compression);
    }

    private Inspection readable(
        FileLayout layout, String summary, double confidence, Optional<String> runnerUp) {
      return new Inspection(
          source.uri(),
          source.size(),
          Status.READABLE,
          layout.format(),
          summary,
          Optional.of(layout),
          findings.evidence,
          findings.settings,
          findings.conflicts,
          confidence,
          runnerUp,
          "");
    }

    private Inspection empty(String what) {
      findings.evidence(what);
      return without(Status.EMPTY, "empty", what, "There is nothing to read", 1.0);
    }

    private Inspection refused(String name, String what, String remedy) {
      return without(Status.REFUSED, name, "it is " + what, remedy, 0.95);
    }

    private Inspection without(
        Status status, String name, String summary, String remedy, double confidence) {
      return new Inspection(
          source.uri(),
          source.size(),
          status,
          name,
          summary,
          Optional.empty(),
          findings.evidence,
          findings.settings,
          findings.conflicts,
          confidence,
          Optional.empty(),
          remedy);
    }
  }
}
