package io.sluice.lambda.outcome;

import io.sluice.aws.arrival.Arrival;
import io.sluice.ingest.report.OutcomeDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Says to people how a batch ended: what, which files, how much, why, and what to do next. */
final class Letter {
  private static final int MOST_FILES = 10;
  private static final int MOST_NOTICES = 3;

  /** SNS takes 256 KiB; nobody reads as much. */
  private static final int LONGEST = 16_000;

  private static final int LONGEST_SUBJECT = 100;

  private final Ending ending;
  private final String lake;
  private final List<String> lines = new ArrayList<>();

  private Letter(Ending ending, String lake) {
    this.ending = ending;
    this.lake = lake;
  }

  /** The subject: ASCII and of at most 100 characters, as e-mail by SNS wants it. */
  static String subject(Ending ending) {
    String what = batch(ending) + " " + headline(ending);
    String subject = ("Sluice: " + what).replaceAll("[^\\x20-\\x7e]", "?");
    return subject.length() <= LONGEST_SUBJECT
        ? subject
        : subject.substring(0, LONGEST_SUBJECT - 3) + "...";
  }

  private static String batch(Ending ending) {
    return ending.dataset().equals(Arrival.UNCOVERED)
        ? "batch " + ending.batch()
        : ending.dataset() + " " + ending.batch();
  }

  private static String headline(Ending ending) {
    OutcomeDocument document = ending.document().orElse(null);
    return switch (ending.end()) {
      case COMMITTED ->
          document != null && document.ended().outcome().equals("nothing_to_do")
              ? "committed, nothing was new"
              : "committed"
                  + (document == null
                      ? ""
                      : ", "
                          + count(document.counts().written(), "row")
                          + " of "
                          + count(document.counts().files(), "file"));
      case REFUSED ->
          ending.taken().isEmpty()
              ? "refused, " + count(ending.refused().size(), "file") + " cannot be ingested"
              : "refused, the data breaks the spec's limits";
      case FAILED -> "FAILED";
      case USAGE -> "FAILED, the spec or a setting is wrong";
    };
  }

  /**
   * The message.
   *
   * @param lake where the lake is, for commands
   */
  static String text(Ending ending, String lake) {
    Letter letter = new Letter(ending, lake);
    letter.write();
    String text = String.join("\n", letter.lines) + "\n";
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST) + "\n… (the rest is left out)\n";
  }

  private void write() {
    beginning();
    ending.document().ifPresent(this::figures);
    reason();
    files("Files:", ending.taken(), Arrival::uri);
    files(
        "Not ingested:", ending.refused(), arrival -> arrival.uri() + "\n    " + arrival.refusal());
    some("Worth knowing:", ending.notices(), MOST_NOTICES);
    ending.document().ifPresent(d -> some("Warnings:", d.told().warnings(), MOST_NOTICES));
    next();
  }

  private void beginning() {
    String dataset =
        ending.dataset().equals(Arrival.UNCOVERED)
            ? "files that no dataset takes"
            : "the dataset " + ending.dataset();
    String of = "Batch " + ending.batch() + " of " + dataset + " ";
    boolean nothing =
        ending.document().filter(d -> d.ended().outcome().equals("nothing_to_do")).isPresent();
    lines.add(
        switch (ending.end()) {
          case COMMITTED ->
              nothing
                  ? of + "had nothing new: all of its files were ingested before."
                  : of + "is in the table" + table() + ".";
          case REFUSED ->
              ending.taken().isEmpty()
                  ? of + "is refused: it has no file that can be ingested."
                  : of
                      + "is refused: its data breaks the limits that the spec sets. Nothing was"
                      + " published.";
          case FAILED ->
              of + "failed. What its run had begun is undone, or finished by the next run.";
          case USAGE ->
              of + "failed, because the spec or a setting is wrong. Nothing of it was published.";
        });
  }

  private String table() {
    String table = ending.document().map(d -> d.run().table()).orElse("");
    return table.isEmpty() ? "" : " " + table;
  }

  private void figures(OutcomeDocument document) {
    OutcomeDocument.Counts counts = document.counts();
    if (counts.read() == 0) {
      return;
    }
    boolean published = ending.end() == Ending.End.COMMITTED;
    lines.add("");
    lines.add(
        count(counts.files(), "file")
            + ", "
            + count(counts.read(), "record")
            + ": "
            + number(counts.written())
            + (published ? " written, " : " in order, ")
            + number(counts.rejected())
            + " rejected, "
            + number(counts.filtered())
            + " filtered, "
            + number(counts.deduplicated())
            + " deduplicated.");
    document.told().reasons().forEach(reason -> lines.add("  " + reason));
  }

  private void reason() {
    String message = ending.document().map(d -> d.told().message()).orElse("");
    if (message == null || message.isEmpty()) {
      message = ending.end() == Ending.End.COMMITTED ? "" : ending.caught();
    }
    if (!message.isEmpty()) {
      lines.add("");
      lines.add("Reason: " + message);
    }
  }

  private void files(String title, List<Arrival> files, Function<Arrival, String> line) {
    some(title, files.stream().map(line).toList(), MOST_FILES);
  }

  private void some(String title, List<String> texts, int most) {
    if (texts.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(title);
    texts.stream().limit(most).forEach(text -> lines.add("  " + text));
    if (texts.size() > most) {
      lines.add("  … and " + number(texts.size() - most) + " more");
    }
  }

  private void next() {
    lines.add("");
    lines.add("Next:");
    String of = " --lake " + lake;
    String run =
        ending
            .document()
            .map(d -> d.run().runId())
            .filter(id -> !id.isEmpty())
            .orElse(ending.runId());
    switch (ending.end()) {
      case COMMITTED -> lines.add("  sluice show " + run + of);
      case REFUSED -> {
        if (ending.taken().isEmpty()) {
          lines.add("  sluice files --state refused" + of);
          lines.add("  Correct the files, or the specs in the lake, and send the files again.");
        } else {
          lines.add("  sluice show " + run + of);
          lines.add(
              "  Correct the files and send them again under their names; or raise the limits in"
                  + " the spec, and: sluice ingest SPEC"
                  + of);
        }
      }
      case FAILED -> {
        if (!run.isEmpty()) {
          lines.add("  sluice show " + run + of);
        }
        again("When the cause is gone, start the batch again; nothing is ingested twice by that");
      }
      case USAGE ->
          again(
              "Correct the spec, put it into the lake again and start the batch again; the files"
                  + " need not be sent again");
    }
  }

  private void again(String what) {
    Optional<String> command = Restart.command(ending);
    lines.add("  " + what + (command.isPresent() ? ":" : "."));
    command.ifPresent(text -> lines.add("  " + text));
  }

  private static String count(long n, String noun) {
    return number(n) + " " + noun + (n == 1 ? "" : "s");
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
