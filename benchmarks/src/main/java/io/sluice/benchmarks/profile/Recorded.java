package io.sluice.benchmarks.profile;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is known of recorded runs besides the recording.
 *
 * @param runs how many
 * @param nanos that all of them took, by the clock
 * @param javaNanos processor time of the threads that run Java, those that ended meanwhile left out
 * @param processNanos processor time of the whole process: compiler and collector too
 * @param compilerNanos that the compiler's threads worked meanwhile, by the clock, added up
 * @param collectorNanos that the collector kept all else waiting, by the clock
 */
record Recorded(
    int runs,
    long nanos,
    long javaNanos,
    long processNanos,
    long compilerNanos,
    long collectorNanos)
    implements Serializable {
  void write(Path file) throws IOException {
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
      out.writeObject(this);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is anything else
   */
  static Recorded read(Path file) throws IOException {
    try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
      return (Recorded) in.readObject();
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IOException(file + " is not of this build", e);
    }
  }
}
