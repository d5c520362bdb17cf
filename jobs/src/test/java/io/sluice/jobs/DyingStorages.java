package io.sluice.jobs;

import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.source.SourceLister;
import io.sluice.ingest.store.PendingFile;
import io.sluice.ingest.store.PendingSink;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import io.sluice.jobs.Death.Step;
import io.sluice.jobs.Death.When;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Storages that a run can change up to a given point. All that it tries after that fails, also what
 * it would undo: what it leaves is what a process leaves that is killed there.
 */
final class DyingStorages implements Storages {
  private static final long serialVersionUID = 1;

  private final Death death;
  private final Storages storages;
  private final AtomicInteger steps = new AtomicInteger();
  private final AtomicBoolean dead = new AtomicBoolean();

  DyingStorages(Death death, Storages storages) {
    this.death = death;
    this.storages = storages;
  }

  boolean dead() {
    return dead.get();
  }

  @Override
  public Storage at(String location) throws IOException {
    return new DyingStorage(storages.at(location));
  }

  @Override
  public ObjectSource source(String uri, long size) throws IOException {
    return storages.source(uri, size);
  }

  @Override
  public boolean reaches(String location) {
    return storages.reaches(location);
  }

  @Override
  public SourceLister lister(String sourcePath) {
    return storages.lister(sourcePath);
  }

  private interface Work<T> {
    T get() throws IOException;
  }

  private <T> T step(Step step, Work<T> work) throws IOException {
    requireAlive();
    boolean last = step == death.step() && steps.incrementAndGet() == death.number();
    if (last && death.when() == When.BEFORE) {
      die();
    }
    T result = work.get();
    if (last) {
      die();
    }
    return result;
  }

  private void requireAlive() throws IOException {
    if (dead.get()) {
      throw new IOException("dead: " + death);
    }
  }

  private void die() throws IOException {
    dead.set(true);
    requireAlive();
  }

  private final class DyingStorage implements Storage {
    private final Storage storage;

    DyingStorage(Storage storage) {
      this.storage = storage;
    }

    @Override
    public int room(String location) throws IOException {
      return storage.room(location);
    }

    @Override
    public PendingSink begin(RunFiles run, String relativePath) throws IOException {
      return step(Step.BEGIN, () -> storage.begin(run, relativePath));
    }

    @Override
    public PendingFile copy(RunFiles run, String from, String relativePath) throws IOException {
      return step(Step.COPY, () -> storage.copy(run, from, relativePath));
    }

    @Override
    public void publish(String location, Collection<PendingFile> files) throws IOException {
      step(
          Step.PUBLISH,
          () -> {
            storage.publish(location, files);
            return null;
          });
    }

    @Override
    public void abandon(String location, PendingFile file) throws IOException {
      requireAlive();
      storage.abandon(location, file);
    }

    @Override
    public void discard(RunFiles run) throws IOException {
      step(
          Step.DISCARD,
          () -> {
            storage.discard(run);
            return null;
          });
    }

    @Override
    public Set<String> pendingRuns(String location) throws IOException {
      requireAlive();
      return storage.pendingRuns(location);
    }

    @Override
    public Scratch scratch(RunFiles run, String name) throws IOException {
      return step(Step.SCRATCH, () -> storage.scratch(run, name));
    }

    @Override
    public void put(String path, byte[] content) throws IOException {
      step(
          Step.PUT,
          () -> {
            storage.put(path, content);
            return null;
          });
    }

    @Override
    public void delete(String location, Collection<String> paths) throws IOException {
      step(
          Step.DELETE,
          () -> {
            storage.delete(location, paths);
            return null;
          });
    }

    @Override
    public List<StoredFile> list(String folder) throws IOException {
      requireAlive();
      return storage.list(folder);
    }

    @Override
    public OptionalLong size(String path) throws IOException {
      requireAlive();
      return storage.size(path);
    }

    @Override
    public InputStream open(String path, long offset) throws IOException {
      requireAlive();
      return storage.open(path, offset);
    }
  }
}
