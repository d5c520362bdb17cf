package io.sluice.spark.store;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Chooses the {@link Storage} of a location. Small enough to travel to executors. */
public final class Storages implements Serializable {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:");

  private final SerializableConfiguration configuration;

  private Storages(SerializableConfiguration configuration) {
    this.configuration = configuration;
  }

  /** With the session's Hadoop settings (credentials, endpoints). */
  public static Storages of(SparkSession session) {
    return of(session.sessionState().newHadoopConf());
  }

  /** With these Hadoop settings. */
  public static Storages of(Configuration configuration) {
    return new Storages(new SerializableConfiguration(configuration));
  }

  /** The storage that holds {@code location}. */
  public Storage at(String location) throws IOException {
    return isLocal(location)
        ? new LocalStorage()
        : HadoopStorage.of(location, configuration.value());
  }

  /** The Hadoop settings. */
  public Configuration configuration() {
    return configuration.value();
  }

  /** Whether a URI or path means a file of this machine. */
  public static boolean isLocal(String location) {
    return location.startsWith("file:") || !SCHEME.matcher(location).lookingAt();
  }

  /**
   * The local file that a {@code file:} URI or a plain path means. Like Hadoop's paths, and unlike
   * strict URIs, ours are written without percent escapes: {@code key=a%2Fb} is a folder's name.
   */
  public static Path localPath(String location) {
    return Path.of(
        location.startsWith("file:") ? location.replaceFirst("^file:/*", "/") : location);
  }

  /** As {@link #localPath}, but a URI with escapes is understood if only that names a file. */
  public static Path localSource(String uri) {
    Path asWritten = localPath(uri);
    if (uri.startsWith("file:") && uri.indexOf('%') >= 0 && !Files.exists(asWritten)) {
      try {
        Path unescaped = Path.of(new URI(uri).getPath());
        return Files.exists(unescaped) ? unescaped : asWritten;
      } catch (URISyntaxException e) {
        return asWritten;
      }
    }
    return asWritten;
  }
}
