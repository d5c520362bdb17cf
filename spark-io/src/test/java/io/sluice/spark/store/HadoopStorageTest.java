package io.sluice.spark.store;

import io.sluice.ingest.store.Folders;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.ingest.store.StorageContract;
import io.sluice.ingest.store.Storages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;

class HadoopStorageTest extends StorageContract {
  @TempDir Path folder;

  private final Storages storages =
      new HadoopStorages(LocalStorages.INSTANCE, HadoopStorageTest::hadoop);

  private static Configuration hadoop() {
    Configuration configuration = new Configuration(false);
    configuration.set("fs.raw.impl", RawFileSystem.class.getName());
    return configuration;
  }

  @Override
  protected Storages storages() {
    return storages;
  }

  @Override
  protected String location() {
    return "raw:" + folder.resolve("a table");
  }

  @Override
  protected void tidyUp() throws IOException {
    Folders.delete(folder.resolve("a table/_sluice_pending"));
  }

  @Override
  protected List<String> folders() throws IOException {
    return Folders.below(folder.resolve("a table"));
  }
}
