package io.sluice.cli.launch;

import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import io.sluice.launch.LaunchException;
import io.sluice.launch.function.Marks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Marks as objects of a lake. */
final class StoredMarks implements Marks {
  private static final byte[] CONTENT = "set\n".getBytes(StandardCharsets.UTF_8);

  private final Storages storages;

  StoredMarks(Storages storages) {
    this.storages = storages;
  }

  @Override
  public boolean isSet(String uri) {
    return on(uri, storage -> storage.size(uri).isPresent());
  }

  @Override
  public void set(String uri) {
    boolean unused =
        on(
            uri,
            storage -> {
              storage.put(uri, CONTENT);
              return true;
            });
  }

  @Override
  public void clear(String uri) {
    boolean unused =
        on(
            uri,
            storage -> {
              storage.delete(uri.substring(0, uri.lastIndexOf('/')), List.of(uri));
              return true;
            });
  }

  private interface Work {
    boolean on(Storage storage) throws IOException;
  }

  private boolean on(String uri, Work work) {
    try {
      return work.on(storages.at(uri));
    } catch (IOException e) {
      throw new LaunchException(uri + " cannot be reached: " + e.getMessage(), e);
    }
  }
}
