package io.sluice.spark.store;

import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import io.sluice.spec.lake.Locations;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/** Local files as they are, everything else through Hadoop's file systems. */
public final class HadoopStorages implements Storages {
  private transient Supplier<Configuration> source;
  private SerializableConfiguration configuration;

  /**
   * @param configuration Hadoop's settings (credentials, endpoints), asked for when they are
   *     needed: not for local files
   */
  public HadoopStorages(Supplier<Configuration> configuration) {
    this.source = configuration;
  }

  @Override
  public Storage at(String location) throws IOException {
    return Locations.isLocal(location)
        ? LocalStorages.INSTANCE.at(location)
        : HadoopStorage.of(location, configuration());
  }

  @Override
  public ObjectSource source(String uri, long size) throws IOException {
    return Locations.isLocal(uri)
        ? LocalStorages.INSTANCE.source(uri, size)
        : new HadoopObjectSource(uri, size, configuration());
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
