package io.sluice.spark.write;

import io.sluice.parquet.ColumnStats;
import io.sluice.spark.publish.TableOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What a task tells the driver when all its files are complete.
 *
 * @param spools the task's spool of rejects, if it has any
 * @param files by file index
 * @param flags how many rows had each bit of {@code _sluice_flags}
 * @param columns of all outputs taken together, in the files' order; empty without output
 */
record TaskResult(
    List<TableOutput> outputs,
    List<String> spools,
    Map<Integer, FileTally> files,
    RejectTallies rejects,
    List<Long> flags,
    List<ColumnStats> columns)
    implements Serializable {

  /** Java's serialization, whatever the session's serializer is: others do not know records. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static TaskResult fromBytes(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (TaskResult) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
