package io.sluice.spark.store;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** Chooses the {@link Storage} of a location. Small enough to travel to executors. */
public final class Storages implements Serializable {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:");

  private transient Supplier<Configuration> source;
  private SerializableConfiguration configuration;

  private Storages(Supplier<Configuration> source) {
    this.source = source;
  }

  /** With Spark's Hadoop settings (credentials, endpoints). */
  public static Storages of(SparkContext context) {
    return of(context::hadoopConfiguration);
  }

  /** With these Hadoop settings. */
  public static Storages of(Configuration configuration) {
    return of(() -> configuration);
  }

  /** With Hadoop settings that are asked for when they are needed: not for local files. */
  public static Storages of(Supplier<Configuration> configuration) {
    return new Storages(configuration);
  }

  /** The storage that holds {@code location}. */
  public Storage at(String location) throws IOException {
    return isLocal(location) ? new LocalStorage() : HadoopStorage.of(location, configuration());
  }

  /** The Hadoop settings. */
  public synchronized Configuration configuration() {
    if (configuration == null) {
      configuration = new SerializableConfiguration(source.get());
    }
    return configuration.value();
  }

  /** Travels with its settings: who receives it cannot ask for them. */
  private synchronized void writeObject(ObjectOutputStream out) throws IOException {
    configuration();
    out.defaultWriteObject();
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
