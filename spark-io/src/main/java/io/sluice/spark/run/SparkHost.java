package io.sluice.spark.run;

import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.store.TemporaryFolder;
import io.sluice.spark.store.HadoopStorages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.slf4j.LoggerFactory;

/**
 * Spark as a job has it: started when it is first needed, or ahead of that on a thread of its own.
 * The master is never set here: each launch target says it in its own way.
 */
public final class SparkHost implements AutoCloseable {
  /** Before Spark's own hook, which stops Spark, and before Hadoop's, which closes its files. */
  private static final int BEFORE_SPARK = 100;

  private static final long HOOK_SECONDS = 30;

  private static final String LOCAL_DIR = "spark.local.dir";

  private final FutureTask<SparkContext> start;

  /** Null where Spark is told of another, or does not run here. */
  private volatile TemporaryFolder folder;

  private boolean asked;
  private Thread starter;
  private SparkSession sql;

  /**
   * @param stop ends the jobs that run when it is requested
   * @param beforeTheEnd called when the process is told to end while Spark is there, which is
   *     stopped only when this has returned, or after half a minute
   */
  public SparkHost(String appName, Stop stop, Runnable beforeTheEnd) {
    this.start =
        new FutureTask<>(
            () -> {
              SparkContext context = SparkContext.getOrCreate(settings(appName));
              ShutdownHookManager.get()
                  .addShutdownHook(beforeTheEnd, BEFORE_SPARK, HOOK_SECONDS, TimeUnit.SECONDS);
              return context;
            });
    stop.onRequest(this::cancelJobs);
  }

  /** What a local Spark leaves in its folder, should it be killed, the next one removes. */
  private SparkConf settings(String appName) throws IOException {
    requireAddress();
    SparkConf settings = SparkSettings.of(appName);
    if (SparkSettings.localCores().isPresent()
        && !settings.contains(LOCAL_DIR)
        && System.getenv("SPARK_LOCAL_DIRS") == null) {
      folder = TemporaryFolder.make("sluice-spark-");
      settings.set(LOCAL_DIR, folder.path().toString());
    }
    return settings;
  }

  /** Spark itself would only say which of its classes cannot be loaded. */
  private static void requireAddress() {
    if (System.getenv("SPARK_LOCAL_IP") != null || System.getenv("SPARK_LOCAL_HOSTNAME") != null) {
      return;
    }
    try {
      var unused = InetAddress.getLocalHost();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "this machine's name has no address ("
              + e.getMessage()
              + "). Enter it into /etc/hosts, or set SPARK_LOCAL_IP and SPARK_LOCAL_HOSTNAME",
          e);
    }
  }

  /** What a job will ask Spark for. */
  public enum Need {
    /** To run tasks. */
    TASKS,
    /** To plan queries too, which takes as long again to start. */
    SQL
  }

  /** Where Spark runs, as its starter says. */
  public static String master() {
    return System.getProperty("spark.master", "local");
  }

  /**
   * Begins, on a thread of its own, with what a local Spark's start needs and leaves no trace of:
   * logging and Hadoop's settings.
   */
  public static void warmUp() {
    if (SparkSettings.localCores().isEmpty()) {
      return;
    }
    Thread thread =
        new Thread(
            () -> {
              try {
                LoggerFactory.getLogger(SparkHost.class);
                SparkHadoopUtil.get();
              } catch (RuntimeException | LinkageError e) {
                // Spark's start meets it again, where it is told.
                return;
              }
            },
            "warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Begins to start Spark, if nobody has, and does not wait for it. What goes wrong is thrown to
   * who asks for it first.
   */
  public synchronized void startAhead(Need need) {
    if (asked) {
      return;
    }
    asked = true;
    Thread thread =
        new Thread(
            () -> {
              start.run();
              if (need == Need.SQL) {
                startSql();
              }
            },
            "start-spark");
    thread.setDaemon(true);
    thread.start();
    starter = thread;
  }

  /**
   * What runs tasks; waits until it is there.
   *
   * @throws RuntimeException what came of the attempt to start it
   */
  public SparkContext context() {
    synchronized (this) {
      asked = true;
    }
    // Does nothing where another thread is at it, or was.
    start.run();
    try {
      return start.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Spark was being started", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Spark cannot be started: " + e.getCause().getMessage(), e);
    }
  }

  /** The session of {@link #context}, for what needs Spark SQL. */
  public SparkSession spark() {
    SparkContext context = context();
    synchronized (this) {
      if (sql == null) {
        sql = SparkSession.builder().config(context.getConf()).getOrCreate();
      }
      return sql;
    }
  }

  /** Tasks that can run at the same time. A local Spark is not started to answer that. */
  public int cores() {
    return SparkSettings.localCores().orElseGet(() -> context().defaultParallelism());
  }

  /**
   * With Spark's Hadoop settings, which are asked for only where something needs Hadoop.
   *
   * @param direct what is reached without Hadoop
   */
  public HadoopStorages storages(Storages direct) {
    return new HadoopStorages(direct, () -> context().hadoopConfiguration());
  }

  private void cancelJobs() {
    if (start.isDone()) {
      try {
        start.get().cancelAllJobs();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | IllegalStateException e) {
        // It never started, or is stopped already: there is no job.
        return;
      }
    }
  }

  /** Stops Spark. One that is still starting is waited for, so that nothing of it stays behind. */
  @Override
  public void close() {
    Thread starting;
    synchronized (this) {
      if (!asked) {
        return;
      }
      starting = starter;
    }
    if (starting != null) {
      // After Spark it starts Spark SQL: stopping Spark under that would end in its errors.
      join(starting);
    }
    SparkContext context;
    try {
      context = context();
    } catch (IllegalStateException e) {
      // It never started: whoever needed it was told.
      return;
    }
    context.stop();
    if (folder != null) {
      folder.close();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void startSql() {
    try {
      spark().sessionState();
    } catch (RuntimeException | Error e) {
      // Who asks for it meets it again, and tells.
      return;
    }
  }
}
