package io.sluice.ingest.reject;

import io.sluice.ingest.output.OutputFiles;
import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.place.Folders;
import io.sluice.ingest.read.RangeId;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.partition.PartitionScheme;
import io.sluice.parquet.partition.PartitionedWriter;
import io.sluice.parquet.partition.WriterLimits;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The table of records that did not become rows. Written after all tasks have ended, because only
 * then every record's number in its file is known.
 */
public final class RejectsTable {
  /** Its columns; their names and order are part of the interface. */
  public static final List<OutputColumn> COLUMNS =
      List.of(
          new OutputColumn("run_id", Primitive.STRING, false),
          new OutputColumn("file", Primitive.STRING, false),
          new OutputColumn("record_number", Primitive.BIGINT, false),
          new OutputColumn("byte_offset", Primitive.BIGINT, false),
          new OutputColumn("byte_length", Primitive.BIGINT, false),
          new OutputColumn("column", Primitive.STRING, false),
          new OutputColumn("code", Primitive.STRING, false),
          new OutputColumn("message", Primitive.STRING, false),
          new OutputColumn("raw", Primitive.STRING, false),
          new OutputColumn("rejected_at", Primitive.TIMESTAMP, false));

  private static final long FILE_BYTES = 256L << 20;
  private static final long MEMORY_BYTES = 64L << 20;

  private RejectsTable() {}

  /**
   * Where and as whose the rejects are written.
   *
   * @param run at the rejects table's location
   */
  public record Request(RunFiles run, Instant rejectedAt, WriterOptions options) {}

  /**
   * Turns the run's spools into pending Parquet files, one reject at a time; none if there are no
   * rejects.
   *
   * @param spools those of the run's tasks
   * @param firstRecords how many records of its file precede each byte range
   * @throws IOException if a spool cannot be read or a file not be written; nothing is left pending
   *     at the rejects table's location
   */
  public static List<TableOutput> write(
      Storages storages,
      Request request,
      ReadRequest read,
      List<String> spools,
      Map<RangeId, Long> firstRecords)
      throws IOException {
    if (spools.isEmpty()) {
      return List.of();
    }
    Storage target = storages.at(request.run().location());
    OutputFiles outputs =
        new OutputFiles(target, request.run(), 0, Folders.PLAIN, UnaryOperator.identity());
    PartitionedWriter writer =
        new PartitionedWriter(
            PartitionScheme.none(COLUMNS),
            request.options().withBloomFilters(List.of()).withRowGroupBytes(MEMORY_BYTES),
            new WriterLimits(FILE_BYTES, MEMORY_BYTES, 1),
            outputs);
    try {
      for (String spool : spools) {
        append(storages.at(spool), spool, request, read, firstRecords, writer);
      }
      return writer.finish().stream().map(outputs::output).toList();
    } catch (IOException | RuntimeException e) {
      writer.abort();
      target.discard(request.run());
      throw e;
    }
  }

  private static void append(
      Storage storage,
      String spool,
      Request request,
      ReadRequest read,
      Map<RangeId, Long> firstRecords,
      PartitionedWriter writer)
      throws IOException {
    RejectBatch batch = new RejectBatch(request.run().runId(), request.rejectedAt());
    int file = -1;
    try (RejectSpoolReader in = new RejectSpoolReader(storage, spool)) {
      for (SpooledReject next = in.next(); next != null; next = in.next()) {
        if (next.file() != file || batch.isFull()) {
          flush(batch, file, writer);
          file = next.file();
        }
        long before = firstRecords.get(new RangeId(next.file(), next.range()));
        batch.add(
            read.files().get(next.file()).uri(),
            before + next.reject().recordInRange() + 1,
            next.reject());
      }
    }
    flush(batch, file, writer);
  }

  private static void flush(RejectBatch batch, int file, PartitionedWriter writer)
      throws IOException {
    if (!batch.isEmpty()) {
      writer.write(file, batch.batch());
      batch.clear();
    }
  }
}
