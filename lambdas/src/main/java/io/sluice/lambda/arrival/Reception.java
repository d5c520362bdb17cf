package io.sluice.lambda.arrival;

import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.Gone;
import io.sluice.aws.s3.HiddenNames;
import io.sluice.aws.s3.Looked;
import io.sluice.aws.s3.Looked.Found;
import io.sluice.lambda.dataset.ShelvedSpec;
import io.sluice.lambda.dataset.SpecShelf;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.host.FlowLake;
import io.sluice.lambda.host.Log;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Receives an object that was said to have been written. The event only says where to look: what
 * counts is what lies there now, so that a late event tells of the newest version, and one of a
 * version that was replaced tells of nothing that its successor's would not.
 */
final class Reception {
  private static final int MOST_BROKEN_SPECS = 3;

  private final FlowLake lake;
  private final SpecShelf specs;
  private final Admission admission;
  private final Starter starter;
  private final Clock clock;

  Reception(FlowLake lake, Environment environment, Starter starter, Clock clock) {
    this.lake = lake;
    this.specs = new SpecShelf(lake);
    this.admission = Admission.of(environment);
    this.starter = starter;
    this.clock = clock;
  }

  void receive(ObjectEvent event, Log invocation) throws IOException {
    Log log = invocation.with("file", event.uri());
    if (event.uri().startsWith(lake.location().root() + "/")) {
      log.warn("it is in the lake itself, whose own files are not sources; it is skipped");
      return;
    }
    SpecShelf.Ownership ownership = specs.of(event.bucket(), event.key());
    List<ShelvedSpec> owners = ownership.owners();
    if (owners.isEmpty() && (ownership.passedOver() || isNoData(event.key()))) {
      log.info("its name says that it is a marker, or not complete yet; it is skipped");
      return;
    }
    Looked looked = lake.storages().look(event.uri());
    List<String> datasets =
        owners.isEmpty()
            ? List.of(Arrival.UNCOVERED)
            : owners.stream().map(ShelvedSpec::dataset).toList();
    for (String dataset : datasets) {
      if (looked instanceof Found found) {
        join(arrival(dataset, event, found), log.with("dataset", dataset));
      } else {
        lake.inbox().gone(new Gone(dataset, event.uri(), event.version(), clock.instant()));
        log.with("dataset", dataset).info("it is gone");
      }
    }
  }

  private static boolean isNoData(String key) {
    return HiddenNames.passedOver(key.substring(key.lastIndexOf('/') + 1));
  }

  private Arrival arrival(String dataset, ObjectEvent event, Found found) throws IOException {
    return new Arrival(
        dataset,
        event.uri(),
        found.etag().isEmpty() ? event.version() : found.version(),
        found.versionId(),
        found.etag(),
        found.size(),
        found.modified(),
        dataset.equals(Arrival.UNCOVERED)
            ? "no dataset's spec covers it" + brokenSpecs()
            : admission.refusal(event.key(), found));
  }

  private String brokenSpecs() throws IOException {
    List<ShelvedSpec> broken = specs.broken();
    return broken.isEmpty()
        ? ". Put one whose source.path leads to it into " + lake.location().specs() + "/"
        : broken.stream()
            .limit(MOST_BROKEN_SPECS)
            .map(spec -> spec.location() + ": " + spec.problem().lines().findFirst().orElse(""))
            .collect(Collectors.joining("; ", "; perhaps one with an error does (", ")"));
  }

  private void join(Arrival arrival, Log log) {
    Batch batch = lake.inbox().join(arrival, clock.instant());
    Log about = log.with("batch", batch.name()).with("version", arrival.version());
    if (arrival.refused()) {
      about.warn("it is refused: " + arrival.refusal());
    } else {
      about.info("it has arrived");
    }
    starter.start(batch, about);
  }
}
