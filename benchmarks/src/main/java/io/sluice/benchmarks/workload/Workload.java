package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.data.DataColumn;
import io.sluice.benchmarks.data.Input;
import io.sluice.benchmarks.workload.Output.Derived;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What each engine is asked to do, in no engine's words. It reaches the engines' processes through
 * Java serialization: a library for it would be on the clock of a cold run.
 *
 * @param threads that an engine may use
 * @param zstdLevel the same for all, since their defaults differ
 */
public record Workload(String name, Input input, Output output, int threads, int zstdLevel)
    implements Serializable {

  /** The table's columns, without those it is partitioned by. */
  public List<DataColumn> tableColumns() {
    List<DataColumn> columns = new ArrayList<>(input.columns());
    for (Derived derived : output.derived()) {
      columns.add(new DataColumn(derived.name(), derived.type(), 0));
    }
    return columns;
  }

  /** The same for another number of threads. */
  public Workload withThreads(int number) {
    return new Workload(name, input, output, number, zstdLevel);
  }

  /** The same on data that lies elsewhere. */
  public Workload withInput(Input other) {
    return new Workload(name, other, output, threads, zstdLevel);
  }

  /** Spark's master. */
  public String master() {
    return "local[" + threads + "]";
  }

  public void write(Path file) throws IOException {
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
      out.writeObject(this);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is anything else
   */
  public static Workload read(Path file) throws IOException {
    try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
      return (Workload) in.readObject();
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IOException(file + " is not the workload of this build", e);
    }
  }
}
