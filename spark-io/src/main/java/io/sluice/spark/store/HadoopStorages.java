package io.sluice.spark.store;

import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.source.SourceLister;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/** What is reached without Hadoop as it is, everything else through Hadoop's file systems. */
public final class HadoopStorages implements Storages {
  private final Storages direct;
  private transient Supplier<Configuration> source;
  private SerializableConfiguration configuration;

  /**
   * @param direct what needs no Hadoop; local files at least
   * @param configuration Hadoop's settings (credentials, endpoints), asked for when they are
   *     needed: not for local files
   */
  public HadoopStorages(Storages direct, Supplier<Configuration> configuration) {
    this.direct = direct;
    this.source = configuration;
  }

  @Override
  public Storage at(String location) throws IOException {
    return direct.reaches(location)
        ? direct.at(location)
        : HadoopStorage.of(location, configuration());
  }

  @Override
  public ObjectSource source(String uri, long size) throws IOException {
    return source(uri, size, "");
  }

  @Override
  public ObjectSource source(String uri, long size, String identity) throws IOException {
    return direct.reaches(uri)
        ? direct.source(uri, size, identity)
        : new HadoopObjectSource(uri, size, configuration());
  }

  /** Whether there is a file system for it shows when it is used. */
  @Override
  public boolean reaches(String location) {
    return true;
  }

  @Override
  public SourceLister lister(String sourcePath) {
    return direct.reaches(sourcePath)
        ? direct.lister(sourcePath)
        : new HadoopLister(configuration());
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
}
