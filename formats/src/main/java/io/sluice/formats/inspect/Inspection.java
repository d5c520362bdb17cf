package io.sluice.formats.inspect;

import io.sluice.formats.format.Note;
import io.sluice.formats.format.Setting;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadException;
import java.util.List;
import java.util.Optional;

/**
 * What was found out about one file.
 *
 * @param size as stored, in bytes
 * @param format {@code csv}, {@code jsonl}, {@code json}; of a file that is not readable what it
 *     is: {@code parquet}, {@code png}, {@code html}; {@code empty}
 * @param summary one line for people
 * @param layout how to read it; present exactly if the status is {@link Status#READABLE}
 * @param confidence 0 to 1
 * @param runnerUp the next best explanation, if there was one
 * @param remedy what to do about a file that is not readable; else empty
 */
public record Inspection(
    String uri,
    long size,
    Status status,
    String format,
    String summary,
    Optional<FileLayout> layout,
    Basis basis,
    double confidence,
    Optional<String> runnerUp,
    String remedy) {

  /** Whether there is anything to read. */
  public enum Status {
    READABLE,
    /** No bytes, or none but a byte order mark. */
    EMPTY,
    /** Not a format that is read; {@code summary} says what it is, {@code remedy} what to do. */
    REFUSED
  }

  /**
   * What it rests on.
   *
   * @param evidence findings, with the bytes and offsets they rest on
   * @param settings every decision, and who took it
   * @param conflicts where a set option and the content disagree; the option was followed
   * @param notes what is passed over, read otherwise than it stands in the file, or guessed with
   *     little certainty: for the report of a run
   */
  public record Basis(
      List<String> evidence, List<Setting> settings, List<Note> conflicts, List<Note> notes) {
    public Basis {
      evidence = List.copyOf(evidence);
      settings = List.copyOf(settings);
      conflicts = List.copyOf(conflicts);
      notes = List.copyOf(notes);
    }
  }

  /**
   * How to read the file.
   *
   * @throws ReadException if it cannot be read, saying what it is and what to do
   */
  public FileLayout layoutOrThrow() throws ReadException {
    if (layout.isEmpty()) {
      throw new ReadException(uri, -1, summary, remedy, null);
    }
    return layout.get();
  }
}
