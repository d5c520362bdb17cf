package io.sluice.aws.lake;

import io.sluice.aws.dynamo.ObjectStore;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/** The ledger's objects, in the lake's own folder. */
final class StorageObjects implements ObjectStore {
  private final Storages storages;
  private final LakeLocation lake;

  StorageObjects(Storages storages, LakeLocation lake) {
    this.storages = storages;
    this.lake = lake;
  }

  @Override
  public void put(String key, byte[] content) {
    try {
      storage().put(lake.own(key), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Override
  public Optional<byte[]> find(String key) {
    try (InputStream in = storage().open(lake.own(key), 0)) {
      return Optional.of(in.readAllBytes());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Override
  public void delete(String key) {
    try {
      storage().delete(lake.root(), List.of(lake.own(key)));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private Storage storage() throws IOException {
    return storages.at(lake.root());
  }
}
