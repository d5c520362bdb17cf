package io.sluice.formats.csv;

import io.sluice.formats.csv.QuoteScanner.Begin;
import io.sluice.formats.csv.QuoteScanner.Mark;
import io.sluice.formats.csv.QuoteScanner.Piece;
import io.sluice.formats.source.CodeUnit;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.source.Parallel;
import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Goes through a file in pieces, in parallel. Each piece is inspected twice, by the hypothesis that
 * it begins in quotes and that it does not (the wrong hypothesis usually fails within a line or
 * two); then the pieces are joined in order, each by the hypothesis that the one before it proves.
 */
final class QuoteScan {
  /** Small enough that both looks at it are served by a processor's own cache. */
  static final int PIECE_BYTES = 1 << 20;

  /** How far after its place a piece may look for a line feed to begin at. */
  static final int OVERLAP_BYTES = 1 << 20;

  /** How much of that is read at first: nearly always enough. */
  private static final int FIRST_OVERLAP_BYTES = 16 << 10;

  private static final int MOST_THREADS = 8;

  private final ObjectSource source;
  private final CodeUnit unit;

  // Offsets below are in units.
  private final long size;
  private final long dataStart;
  private final long maxRecordBytes;
  private final QuoteScanner scanner;
  private final long[] wanted;
  private final int pieceBytes;
  private final int overlapBytes;
  private final Queue<byte[]> spares = new ConcurrentLinkedQueue<>();

  private long position;
  private long records;
  private boolean inQuotes;

  /**
   * @param unit of the file's text; it shows ASCII
   * @param dataStart an offset in the file, as those {@code wanted}
   * @param pieceBytes how many units a piece has, as {@code overlapBytes}
   */
  QuoteScan(
      ObjectSource source,
      CodeUnit unit,
      CsvDialect dialect,
      long dataStart,
      long[] wanted,
      int pieceBytes,
      int overlapBytes) {
    this.source = source;
    this.unit = unit;
    this.size = source.size() / unit.bytes();
    this.dataStart = dataStart / unit.bytes();
    // Perhaps too little; the tokenizer then says which records are too long.
    this.maxRecordBytes = dialect.maxRecordBytes() / unit.mostUtf8Bytes();
    this.scanner = new QuoteScanner(dialect, maxRecordBytes);
    this.wanted = Arrays.stream(wanted).map(place -> unit.align(place) / unit.bytes()).toArray();
    this.pieceBytes = pieceBytes;
    this.overlapBytes = overlapBytes;
  }

  /** A piece under both hypotheses; null for one that could not be delimited. */
  private record Both(Piece record, Piece inQuotes) {}

  /** Where the first record that was not followed begins. */
  long position() {
    return position * unit.bytes();
  }

  /** Records before {@link #position}. */
  long records() {
    return records;
  }

  /**
   * Tells {@code points} where records begin; true unless there was a trouble before all is told.
   */
  boolean run(SplitPoints points) throws IOException {
    position = dataStart;
    int pieces = Math.toIntExact((size - dataStart + pieceBytes - 1) / pieceBytes);
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    boolean[] trouble = new boolean[1];
    Parallel.inOrder(
        pieces,
        threads,
        this::both,
        both -> {
          trouble[0] = !join(both, points);
          return !trouble[0] && !points.done();
        });
    return !trouble[0] && (points.done() || !inQuotes);
  }

  private boolean join(Both both, SplitPoints points) {
    if (both == null) {
      return false;
    }
    Piece piece = inQuotes ? both.inQuotes : both.record;
    if (!piece.marks().isEmpty()) {
      if (piece.marks().get(0).start() - position > maxRecordBytes) {
        return false;
      }
      for (Mark mark : piece.marks()) {
        points.beginning(mark.start() * unit.bytes(), records + mark.recordsBefore());
      }
      position = piece.lastStart();
      records += piece.records();
    }
    inQuotes = piece.inQuotes();
    return points.done() || !piece.trouble();
  }

  private Both both(int index) throws IOException {
    byte[] spare = spares.poll();
    byte[] buffer = spare == null ? new byte[pieceBytes + 2 * FIRST_OVERLAP_BYTES] : spare;
    long nominal = dataStart + (long) index * pieceBytes;
    long nominalEnd = Math.min(size, nominal + pieceBytes);
    long from = index == 0 ? dataStart : nominal - 1;
    int place = (int) (nominalEnd - 1 - from);
    try (FileBytes bytes = new FileBytes(source, unit, from, buffer)) {
      bytes.upTo(place + 1 + Math.min(overlapBytes, FIRST_OVERLAP_BYTES));
      int end = afterLineFeed(bytes, place);
      if (end < 0) {
        bytes.upTo(place + 1 + overlapBytes);
        end = afterLineFeed(bytes, place);
      }
      int start = index == 0 ? 0 : afterLineFeed(bytes, 0);
      buffer = bytes.buffer();
      if (start < 0 || end < 0) {
        return null;
      }
      int after = end;
      long[] near = Arrays.stream(wanted).filter(w -> w > from && w <= from + after).toArray();
      return new Both(
          scanner.scan(buffer, start, end, Begin.RECORD, from, near),
          index == 0 ? null : scanner.scan(buffer, start, end, Begin.IN_QUOTES, from, near));
    } finally {
      spares.add(buffer);
    }
  }

  /** Within the overlap from {@code at}; the end, if that is the file's; else -1. */
  private int afterLineFeed(FileBytes bytes, int at) {
    byte[] buffer = bytes.buffer();
    int limit = Math.min(bytes.length(), at + overlapBytes);
    for (int i = at; i < limit; i++) {
      if (buffer[i] == '\n') {
        return i + 1;
      }
    }
    return limit == bytes.length() && bytes.atEnd() ? limit : -1;
  }
}
