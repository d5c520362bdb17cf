package io.sluice.spark.write;

import io.sluice.spark.store.RawFileSystem;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Local files whose first reader loses its connection somewhere in the middle. */
public final class FlakyFileSystem extends RawFileSystem {
  static final String SCHEME = "flaky";

  private static final Set<Path> FAILED = ConcurrentHashMap.newKeySet();
  private static final AtomicInteger FAILURES = new AtomicInteger();
  private static volatile long failAt;

  static void install(SparkSession spark, long failAtByte) {
    spark
        .sparkContext()
        .hadoopConfiguration()
        .set("fs.flaky.impl", FlakyFileSystem.class.getName());
    FAILED.clear();
    FAILURES.set(0);
    failAt = failAtByte;
  }

  static int failures() {
    return FAILURES.get();
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return new FSDataInputStream(new Flaky(path, super.open(path, bufferSize)));
  }

  /** Fails once for each path, when a reader gets to the byte. */
  private static final class Flaky extends FSInputStream {
    private final Path path;
    private final FSDataInputStream in;

    Flaky(Path path, FSDataInputStream in) {
      this.path = path;
      this.in = in;
    }

    @Override
    public void seek(long position) throws IOException {
      in.seek(position);
    }

    @Override
    public long getPos() throws IOException {
      return in.getPos();
    }

    @Override
    public boolean seekToNewSource(long target) {
      return false;
    }

    @Override
    public int read() throws IOException {
      fail();
      return in.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      fail();
      return in.read(buffer, offset, Math.min(length, 1000));
    }

    private void fail() throws IOException {
      if (in.getPos() >= failAt && FAILED.add(path)) {
        FAILURES.incrementAndGet();
        throw new IOException("connection reset");
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
