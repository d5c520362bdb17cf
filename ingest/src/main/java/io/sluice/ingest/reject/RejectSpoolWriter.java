package io.sluice.ingest.reject;

import com.github.luben.zstd.ZstdOutputStream;
import io.sluice.formats.reject.Reject;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storage.Scratch;
import io.sluice.parquet.ByteSink;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts a task's rejects aside until it is known how many records precede each byte range, and so
 * each record's number. A zstd stream of: version; for each reject a 1, file, range and its fields;
 * at last a 0 and the number of rejects, without which the spool is not complete. Bounded memory;
 * no file is made before the first reject.
 */
public final class RejectSpoolWriter {
  static final int VERSION = 1;
  static final byte REJECT = 1;
  static final byte END = 0;

  private final Storage storage;
  private final RunFiles run;
  private Scratch file;
  private DataOutputStream out;
  private long count;

  public RejectSpoolWriter(Storage storage, RunFiles run) {
    this.storage = storage;
    this.run = run;
  }

  /**
   * @param file which file of the run
   * @param range which of its byte ranges
   */
  public void add(int file, int range, Reject reject) throws IOException {
    if (out == null) {
      begin();
    }
    out.writeByte(REJECT);
    out.writeInt(file);
    out.writeInt(range);
    out.writeLong(reject.recordInRange());
    out.writeLong(reject.byteOffset());
    out.writeLong(reject.byteLength());
    text(reject.column());
    text(reject.code());
    text(reject.message());
    text(reject.raw());
    count++;
  }

  private void begin() throws IOException {
    file = storage.scratch(run, UUID.randomUUID() + ".spool");
    out =
        new DataOutputStream(
            new BufferedOutputStream(new ZstdOutputStream(new SinkStream(file.sink())), 1 << 16));
    out.writeInt(VERSION);
  }

  private void text(String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Completes the spool; its path, unless there was no reject. */
  public Optional<String> finish() throws IOException {
    if (out == null) {
      return Optional.empty();
    }
    out.writeByte(END);
    out.writeLong(count);
    out.close();
    return Optional.of(file.path());
  }

  /** Discards the spool. */
  public void abort() throws IOException {
    if (file != null) {
      file.sink().abort();
    }
  }

  /** The sink as a stream. */
  private static final class SinkStream extends OutputStream {
    private final ByteSink sink;

    SinkStream(ByteSink sink) {
      this.sink = sink;
    }

    @Override
    public void write(int value) throws IOException {
      sink.write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      sink.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      sink.close();
    }
  }
}
