package io.sluice.formats.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.FormatRegistry;
import io.sluice.formats.format.Findings;
import io.sluice.formats.format.TextSample;
import io.sluice.formats.read.ReadException;
import io.sluice.formats.read.UnreadableException;
import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.source.Charsets;
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
import java.util.Optional;

/**
 * Finds out what a file is, from its content: compression, encoding, format, and how it is written.
 * What the options set is followed; where the content contradicts it, the {@link Inspection} says
 * so. Names of files are never more than a hint to people.
 */
public final class FileInspector {
  private static final int SIGNATURE_BYTES = 4096;

  private static final int ZEROS = 10;

  /** As an encoding in the options: find it out, and refuse the file where it is not certain. */
  private static final String STRICT = "strict";

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
    return inspect(source, options, format, FormatRegistry.standard());
  }

  /** Likewise among the formats given. */
  public static Inspection inspect(
      ObjectSource source, SourceOptions options, SourceFormat format, FormatRegistry formats)
      throws IOException {
    try (BegunSource begun = new BegunSource(source)) {
      return new Run(begun, options, format, formats).inspect();
    }
  }

  /** One inspection. */
  private static final class Run {
    private final BegunSource source;
    private final SourceOptions options;
    private final Findings findings = new Findings();
    private final Outcomes outcomes;
    private final FormatChoice choice;

    Run(BegunSource source, SourceOptions options, SourceFormat wanted, FormatRegistry formats) {
      this.source = source;
      this.options = options;
      this.outcomes = new Outcomes(source, findings);
      this.choice = new FormatChoice(formats, wanted, options, findings, outcomes);
    }

    Inspection inspect() throws IOException {
      if (source.size() == 0) {
        return outcomes.empty("the file is empty");
      }
      byte[] stored = source.head(SIGNATURE_BYTES);
      Optional<Signature> signature =
          Signature.of(stored, stored.length).filter(found -> credible(found, stored));
      signature.ifPresent(found -> findings.evidence(found.evidence()));
      if (signature.isPresent() && !signature.get().compression()) {
        return choice.ofSignature(source, signature.get());
      }
      String found = signature.map(Signature::name).orElse("none");
      String compression = options.bytes().compression().orElse(found);
      findings.decide("compression", options.bytes().compression(), found, name -> name);
      if (!compression.equals(found)) {
        findings.conflict(
            "compression is set to " + compression + ", but the content is " + shown(found));
        return outcomes.refused(
            found.equals("none") ? "uncompressed" : found,
            shown(found) + ", while compression is set to " + compression,
            "Set source.options.compression to " + found + " or leave it out");
      }
      Sample sample;
      try {
        sample = Sample.read(source, compression);
      } catch (IOException e) {
        if (compression.equals("none") || e instanceof UnreadableException) {
          throw e;
        }
        return e instanceof ReadException known
            ? outcomes.broken(compression, known.what(), known.remedy())
            : outcomes.refused(
                compression,
                "a damaged " + compression + " file: " + e.getMessage(),
                "Fetch it again from where it came");
      }
      if (compression.equals("gzip")) {
        notePadding();
      }
      return ofContent(sample, compression);
    }

    /** As many zeros are more than the end of any member: an empty one of bgzip has nine. */
    private void notePadding() throws IOException {
      if (source.size() > ZEROS) {
        try (InputStream in = source.open(source.size() - ZEROS)) {
          if (Arrays.equals(in.readNBytes(ZEROS), new byte[ZEROS])) {
            findings.note(
                "zero bytes follow the compressed data: they are padding, and are skipped");
          }
        }
      }
    }

    private static String shown(String compression) {
      return compression.equals("none") ? "not compressed" : compression;
    }

    /** A few letters may begin a text as well; then there are no control characters after them. */
    private static boolean credible(Signature signature, byte[] head) {
      boolean letters = signature.bytes().length < 5;
      for (byte b : signature.bytes()) {
        letters &= b >= ' ';
      }
      return !letters || CertainUtf8.hasControl(head, 0, head.length);
    }

    private Inspection ofContent(Sample sample, String compression) throws IOException {
      if (!sample.failure().isEmpty()) {
        findings.evidence("it cannot be read to its end: " + sample.failure());
      }
      if (sample.head().length == 0) {
        return outcomes.empty("the file is empty inside its " + compression + " compression");
      }
      if (!compression.equals("none")) {
        Optional<Signature> inner =
            Signature.of(sample.head(), sample.head().length)
                .filter(found -> credible(found, sample.head()));
        if (inner.isPresent()) {
          findings.evidence("inside " + compression + ", " + inner.get().evidence());
          return outcomes.refused(
              inner.get().name(),
              inner.get().what() + " inside " + compression,
              inner.get().compression()
                  ? "Decompress it once, so that one compression is left"
                  : inner.get().remedy());
        }
      }
      EncodingGuess guess = EncodingInspector.inspect(sample);
      guess.evidence().forEach(findings::evidence);
      boolean strict = options.bytes().encoding().filter(STRICT::equals).isPresent();
      Optional<String> set = options.bytes().encoding().filter(name -> !name.equals(STRICT));
      String encoding = set.orElse(guess.encoding());
      if (encoding.isEmpty()) {
        return outcomes.refused(
            "binary", "binary data, not text", "Leave it out, or set the encoding");
      }
      if (!Charsets.isKnown(encoding) && set.isEmpty()) {
        return outcomes.refused(
            "text", "text in " + encoding + ", which Java does not know", "Convert it to UTF-8");
      }
      boolean open = set.isEmpty() && guess.confidence() < Findings.SURE;
      if (open && strict) {
        return outcomes.refused(
            "text",
            "text whose encoding is not certain: "
                + String.join("; ", guess.evidence())
                + ", while encoding is strict",
            "Set source.options.encoding to the one that is right");
      }
      if (open) {
        findings.doubt(
            guess.confidence(),
            "encoding " + guess.encoding(),
            guess.example(),
            Optional.of(guess.runnerUp()).filter(name -> !name.isEmpty()),
            "encoding");
      }
      findings.decide("encoding", set, guess.encoding(), name -> name);
      return choice.ofText(text(sample, compression, encoding, guess), guess);
    }

    private TextSample text(Sample sample, String compression, String named, EncodingGuess guess) {
      // A file can be split only if its byte order is known in the middle of it, too.
      Charset charset = Utf8Input.withByteOrder(charset(named), sample.head());
      String encoding = charset.equals(charset(named)) ? named : charset.name();
      // A mark of another encoding than the one set is data there.
      boolean marked = guess.markBytes() > 0 && Charsets.named(guess.encoding()).equals(charset);
      int mark = marked ? guess.markBytes() : 0;
      byte[] head = sample.head();
      if (charset.equals(UTF_8)) {
        byte[] bytes = mark == 0 ? head : Arrays.copyOfRange(head, mark, head.length);
        checkEncoding(new String(bytes, UTF_8), encoding, guess);
        return new TextSample(
            bytes, sample.complete() ? End.COMPLETE : End.SAMPLE, compression, encoding, mark);
      }
      String decoded = new String(head, mark, head.length - mark, charset);
      checkEncoding(decoded, encoding, guess);
      return new TextSample(
          decoded.getBytes(UTF_8),
          sample.complete() ? End.COMPLETE : End.SAMPLE,
          compression,
          encoding,
          mark);
    }

    private void checkEncoding(String decoded, String encoding, EncodingGuess guess) {
      boolean other =
          options.bytes().encoding().filter(name -> !name.equals(STRICT)).isPresent()
              && !guess.encoding().isEmpty()
              && !charset(guess.encoding()).equals(charset(encoding));
      // The sample's last character may be incomplete.
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
        return Charsets.named(name);
      } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
        throw new IllegalArgumentException(
            "encoding '" + name + "' is not known; examples are UTF-8, windows-1252, EUC-KR", e);
      }
    }
  }
}
