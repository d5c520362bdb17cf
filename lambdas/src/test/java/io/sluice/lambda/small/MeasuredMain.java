package io.sluice.lambda.small;

import com.sun.management.OperatingSystemMXBean;
import io.sluice.ingest.failure.Stop;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.host.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Clock;
import java.util.Map;

/**
 * One function in a process of its own: takes batches of a dataset, whose names are its arguments,
 * one after the other, and prints for each the seconds and those of a processor, and at last the
 * most heap it had.
 */
public final class MeasuredMain {
  private MeasuredMain() {}

  /** Arguments: lake, dataset, batches. */
  public static void main(String[] args) throws IOException {
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    SmallHandler handler = new SmallHandler(Environment.of(Map.of("SLUICE_LAKE", args[0])));
    Log nowhere = Log.of(null, new PrintStream(OutputStream.nullOutputStream()), Clock.systemUTC());
    System.out.println("init " + (System.currentTimeMillis() - started) / 1e3);
    for (int i = 2; i < args.length; i++) {
      String folder = args[0] + "/_sluice/batches/" + args[1] + "/" + args[i] + "/";
      SmallRequest request =
          new SmallRequest(
              args[1],
              args[i],
              args[1] + "-" + args[i],
              args[0] + "/_sluice/specs/" + args[1] + ".yml",
              folder + "job.json",
              folder + "outcome.json",
              "",
              false,
              "",
              "");
      long begun = System.nanoTime();
      long used = processor();
      SmallAnswer answer = handler.run(request, new Stop(), nowhere);
      System.out.println(
          answer.result()
              + " "
              + (System.nanoTime() - begun) / 1e9
              + " "
              + (processor() - used) / 1e9
              + " "
              + answer.reason());
    }
    long most = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        most += pool.getPeakUsage().getUsed();
      }
    }
    System.out.println("heap " + (most >> 20));
  }

  /** What this process has used, in nanoseconds: others on the machine are not in it. */
  private static long processor() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
