package io.sluice.jobs;

import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.testing.ForwardingRunner;

/** Another runner over storages that end at a given point. */
final class DyingRunner extends ForwardingRunner {
  private final DyingStorages storages;

  DyingRunner(Death death, TaskRunner runner) {
    super(runner);
    this.storages = new DyingStorages(death, runner.storages());
  }

  /** Whether that point was reached. */
  boolean dead() {
    return storages.dead();
  }

  @Override
  public Storages storages() {
    return storages;
  }
}
