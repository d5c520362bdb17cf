package io.sluice.spark.reject;

import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.partition.FileFactory.OpenedFile;
import io.sluice.parquet.partition.PartitionScheme;
import io.sluice.parquet.partition.PartitionedWriter;
import io.sluice.parquet.partition.WriterLimits;
import io.sluice.parquet.partition.WrittenFile;
import io.sluice.spark.publish.PendingArea;
import io.sluice.spark.publish.TableOutput;
import io.sluice.spark.publish.TableOutput.SourceRows;
import io.sluice.spark.read.RangeId;
import io.sluice.spark.read.ReadRequest;
import io.sluice.spark.store.Storage;
import io.sluice.spark.store.Storages;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The table of records that did not become rows. Written by the driver behind the job, because only
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
   * @param location the rejects table's
   */
  public record Request(String runId, String location, Instant rejectedAt, WriterOptions options) {}

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
    PendingArea area = new PendingArea(request.location(), request.runId());
    Storage target = storages.at(request.location());
    PartitionedWriter writer =
        new PartitionedWriter(
            PartitionScheme.none(COLUMNS),
            request.options().withBloomFilters(List.of()).withRowGroupBytes(MEMORY_BYTES),
            new WriterLimits(FILE_BYTES, MEMORY_BYTES, 1),
            (partition, sequence) -> {
              String path = area.relativePath(partition, 0, sequence);
              return new OpenedFile(path, target.create(area.pendingPath(path, 0, 0)));
            });
    try {
      for (String spool : spools) {
        append(storages.at(spool), spool, request, read, firstRecords, writer);
      }
      return writer.finish().stream().map(file -> output(area, file)).toList();
    } catch (IOException | RuntimeException e) {
      writer.abort();
      area.discard(storages);
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
    RejectBatch batch = new RejectBatch(request.runId(), request.rejectedAt());
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

  private static TableOutput output(PendingArea area, WrittenFile file) {
    return new TableOutput(
        area.pendingPath(file.path(), 0, 0),
        area.finalPath(file.path()),
        file.partition(),
        file.summary().rows(),
        file.summary().bytes(),
        file.sources().stream()
            .map(s -> new SourceRows(s.sourceIndex(), s.firstRow(), s.rows()))
            .toList());
  }
}
