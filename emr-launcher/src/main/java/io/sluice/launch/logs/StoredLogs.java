package io.sluice.launch.logs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Log files below a prefix of a bucket, as EMR and EMR Serverless write them: text or gzip, a file
 * for each container's standard output and error. A line's time is read from its beginning where
 * log4j wrote one, else it is that of the line before, else the object's.
 */
public final class StoredLogs implements LogSource {
  private static final int MOST_FILES = 200;

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  /** Those below {@code s3://bucket/prefix}. */
  public StoredLogs(S3Client client, String bucket, String prefix) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  public String name() {
    return "s3://" + bucket + "/" + prefix;
  }

  @Override
  public LogReading read(LogQuery query) {
    LogReading lines = new LogReading(query.most());
    try {
      client.listObjectsV2Paginator(b -> b.bucket(bucket).prefix(prefix)).contents().stream()
          .filter(each -> each.size() > 0 && log(each.key()))
          .limit(MOST_FILES)
          .forEach(each -> read(each, lines));
    } catch (NoSuchBucketException notThere) {
      return new LogReading(query.most());
    }
    return lines;
  }

  /** Not Spark's event logs, which are for its history server, nor other things. */
  private static boolean log(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1).replaceFirst("\\.gz$", "");
    return name.equals("stderr")
        || name.equals("stdout")
        || name.equals("syslog")
        || name.equals("controller")
        || name.endsWith(".log");
  }

  private void read(S3Object object, LogReading lines) {
    String source = object.key().substring(prefix.length()).replaceFirst("^/", "");
    try (InputStream stored = client.getObject(b -> b.bucket(bucket).key(object.key()));
        InputStream in =
            object.key().endsWith(".gz") ? new GZIPInputStream(stored, 1 << 16) : stored;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      Instant at = object.lastModified();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        at = LineTimes.of(line).orElse(at);
        lines.add(new LogLine(at, source, line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("s3://" + bucket + "/" + object.key(), e);
    }
  }
}
