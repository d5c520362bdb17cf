package io.sluice.benchmarks.micro;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a benchmark did, and the processor time that its thread took for it: by the clock, all that
 * runs on the machine beside it would be measured too.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Work {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Of text. */
  public long bytes;

  /** Fields or values. */
  public long values;

  /** Of processor time. */
  public long nanos;

  private long start;

  void begin() {
    start = THREADS.getCurrentThreadCpuTime();
  }

  void end(long moreBytes, long moreValues) {
    nanos += THREADS.getCurrentThreadCpuTime() - start;
    bytes += moreBytes;
    values += moreValues;
  }
}
