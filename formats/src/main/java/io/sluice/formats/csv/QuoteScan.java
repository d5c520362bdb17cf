package io.sluice.formats.csv;

import io.sluice.formats.csv.QuoteScanner.Begin;
import io.sluice.formats.csv.QuoteScanner.Mark;
import io.sluice.formats.csv.QuoteScanner.Piece;
import io.sluice.formats.read.ReadException;
import io.sluice.formats.source.ObjectSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Goes through a file in pieces, in parallel. Each piece is looked at twice, supposing that it
 * begins in quotes and that it does not (the wrong supposition usually fails within a line or two);
 * then the pieces are joined in order, each by the supposition that the one before it proves.
 */
final class QuoteScan {
  static final int PIECE_BYTES = 8 << 20;

  /** How far behind its place a piece may look for a line feed to begin at. */
  static final int OVERLAP_BYTES = 1 << 20;

  private static final int MOST_THREADS = 8;

  private final ObjectSource source;
  private final long dataStart;
  private final long maxRecordBytes;
  private final QuoteScanner scanner;
  private final long[] wanted;
  private final int pieceBytes;
  private final int overlapBytes;

  private long position;
  private long records;
  private boolean inQuotes;

  QuoteScan(
      ObjectSource source,
      CsvDialect dialect,
      long dataStart,
      long[] wanted,
      int pieceBytes,
      int overlapBytes) {
    this.source = source;
    this.dataStart = dataStart;
    this.maxRecordBytes = dialect.maxRecordBytes();
    this.scanner = new QuoteScanner(dialect);
    this.wanted = wanted;
    this.pieceBytes = pieceBytes;
    this.overlapBytes = overlapBytes;
  }

  /** A piece under both suppositions; null for one that could not be delimited. */
  private record Both(Piece record, Piece inQuotes) {}

  /** Where the first record that was not followed begins. */
  long position() {
    return position;
  }

  /** Records before {@link #position}. */
  long records() {
    return records;
  }

  /** Tells {@code cuts} where records begin; true unless there was a trouble before all is told. */
  boolean run(CutPoints cuts) throws IOException {
    position = dataStart;
    int pieces = Math.toIntExact((source.size() - dataStart + pieceBytes - 1) / pieceBytes);
    if (pieces <= 1) {
      return pieces == 0 || join(List.of(both(0)), cuts);
    }
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    ExecutorService pool = Executors.newFixedThreadPool(threads, QuoteScan::daemon);
    try {
      List<Future<Both>> results = new ArrayList<>();
      for (int i = 0; i < pieces; i++) {
        int piece = i;
        results.add(pool.submit(() -> both(piece)));
      }
      return joinFutures(results, cuts);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "sluice-quote-scan");
    thread.setDaemon(true);
    return thread;
  }

  private boolean joinFutures(List<Future<Both>> results, CutPoints cuts) throws IOException {
    for (Future<Both> result : results) {
      try {
        if (!join(result.get(), cuts)) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while looking for places to cut " + source.uri(), e);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
      }
      if (cuts.done()) {
        return true;
      }
    }
    return !inQuotes;
  }

  private boolean join(List<Both> results, CutPoints cuts) {
    for (Both each : results) {
      if (!join(each, cuts)) {
        return false;
      }
    }
    return cuts.done() || !inQuotes;
  }

  private boolean join(Both both, CutPoints cuts) {
    if (both == null) {
      return false;
    }
    Piece piece = inQuotes ? both.inQuotes : both.record;
    if (!piece.marks().isEmpty()) {
      if (piece.marks().get(0).start() - position > maxRecordBytes) {
        return false;
      }
      for (Mark mark : piece.marks()) {
        cuts.beginning(mark.start(), records + mark.recordsBefore());
      }
      position = piece.lastStart();
      records += piece.records();
    }
    inQuotes = piece.inQuotes();
    return cuts.done() || !piece.trouble();
  }

  private Both both(int index) throws IOException {
    long nominal = dataStart + (long) index * pieceBytes;
    long nominalEnd = Math.min(source.size(), nominal + pieceBytes);
    long from = index == 0 ? dataStart : nominal - 1;
    long to = Math.min(source.size(), nominalEnd + overlapBytes);
    byte[] buffer = read(from, to);
    int length = (int) (to - from);
    int start = index == 0 ? 0 : behindLineFeed(buffer, 0, length, to);
    int end = behindLineFeed(buffer, (int) (nominalEnd - 1 - from), length, to);
    if (start < 0 || end < 0) {
      return null;
    }
    long[] near = Arrays.stream(wanted).filter(w -> w > from && w <= to).toArray();
    return new Both(
        scanner.scan(buffer, start, end, Begin.RECORD, from, near),
        index == 0 ? null : scanner.scan(buffer, start, end, Begin.IN_QUOTES, from, near));
  }

  /** Within the overlap from {@code at}; the end, if that is the file's; else -1. */
  private int behindLineFeed(byte[] buffer, int at, int length, long offsetOfEnd) {
    int limit = Math.min(length, at + overlapBytes);
    for (int i = at; i < limit; i++) {
      if (buffer[i] == '\n') {
        return i + 1;
      }
    }
    return limit == length && offsetOfEnd == source.size() ? length : -1;
  }

  private byte[] read(long from, long to) throws IOException {
    int length = (int) (to - from);
    byte[] buffer = new byte[length + Long.BYTES];
    int n;
    try (InputStream in = source.open(from)) {
      n = in.readNBytes(buffer, 0, length);
    } catch (ReadException e) {
      throw e;
    } catch (IOException e) {
      throw new ReadException(
          source.uri(), from, "cannot read: " + e.getMessage(), "Check the storage, run again", e);
    }
    if (n < length) {
      throw new ReadException(
          source.uri(),
          from + n,
          "the file has become shorter since it was listed",
          "Do not change files under a run; run again",
          null);
    }
    return buffer;
  }
}
