package io.sluice.jobs.prepare;

import io.sluice.spark.store.Storages;
import io.sluice.spec.DatasetSpec;
import io.sluice.transforms.TransformPlan;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.spark.SparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.slf4j.LoggerFactory;

/**
 * Spark as a job has it: started when it is first needed, or ahead of that on a thread of its own.
 * The master is never set here: each launch target says it in its own way.
 */
public final class Session implements AutoCloseable {
  private final FutureTask<SparkContext> start;
  private boolean asked;
  private SparkSession sql;

  public Session(String appName) {
    this.start = new FutureTask<>(() -> SparkContext.getOrCreate(SparkSettings.of(appName)));
  }

  /** What a job will ask Spark for. */
  public enum Need {
    /** To run tasks. */
    TASKS,
    /** To plan queries too, which takes as long again to start. */
    SQL;

    /** What a dataset's spec asks for. */
    public static Need of(DatasetSpec spec) {
      return TransformPlan.needsSpark(spec) ? SQL : TASKS;
    }
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
                LoggerFactory.getLogger(Session.class);
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

  /** With Spark's Hadoop settings, which are asked for only where something is not local. */
  public Storages storages() {
    return Storages.of(() -> context().hadoopConfiguration());
  }

  /** Stops Spark. One that is still starting is waited for, so that nothing of it stays behind. */
  @Override
  public void close() {
    synchronized (this) {
      if (!asked) {
        return;
      }
    }
    SparkContext context;
    try {
      context = context();
    } catch (IllegalStateException e) {
      // It never started: whoever needed it was told.
      return;
    }
    context.stop();
  }

  private void startSql() {
    try {
      spark().sessionState();
    } catch (RuntimeException e) {
      // Who asks for it meets it again, and tells.
      return;
    }
  }
}
