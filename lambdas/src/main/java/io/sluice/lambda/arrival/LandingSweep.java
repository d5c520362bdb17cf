package io.sluice.lambda.arrival;

import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.Inbox;
import io.sluice.aws.lake.AwsLedgerFactory;
import io.sluice.aws.requests.Workers;
import io.sluice.aws.s3.HiddenNames;
import io.sluice.aws.s3.ObjectPage;
import io.sluice.aws.s3.ObjectPage.Listed;
import io.sluice.lambda.dataset.ShelvedSpec;
import io.sluice.lambda.dataset.SpecShelf;
import io.sluice.lambda.host.Deadline;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.host.FlowLake;
import io.sluice.lambda.host.Log;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Ledger;
import io.sluice.spec.TargetSpec;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what no event told of: lists the landing prefix, a page at a time, and receives each object
 * that neither the inbox nor the ledger knows, as if its event had just come. Where the time ends
 * it stops, and goes on there the next time; it holds one page.
 *
 * <p>{@code LANDING} is the prefix ({@code s3://bucket/prefix/}); without it nothing is listed. A
 * pass begins {@code SWEEP_MINUTES} after the last one began, at the earliest. What was written
 * less than {@code SWEEP_AGE_SECONDS} ago is left out, since its event may be on its way.
 */
final class LandingSweep {
  /** The rest is for the page that is being worked on. */
  private static final double SHARE = 0.7;

  private static final int PAGES_A_NOTE = 10;

  private final Environment environment;
  private final FlowLake lake;
  private final SpecShelf specs;
  private final Reception reception;
  private final Clock clock;
  private final long mostFiles;
  private final Map<String, Long> joined = new HashMap<>();

  LandingSweep(Environment environment, FlowLake lake, Starter starter, Clock clock) {
    this.environment = environment;
    this.lake = lake;
    this.specs = new SpecShelf(lake);
    this.reception = new Reception(lake, environment, starter, clock);
    this.clock = clock;
    this.mostFiles = environment.number("BATCH_MAX_FILES", 1_000);
  }

  /**
   * What an invocation found.
   *
   * @param listed objects that were looked at
   * @param missing objects of which no event had told
   */
  record Found(long listed, long missing) {}

  /** An object, and the datasets in whose batches it should be and is not. */
  private record Missing(Listed object, List<String> datasets) {}

  Found sweep(Deadline deadline, Log log) throws IOException {
    String landing = environment.text("LANDING");
    SweepCursor before = SweepCursor.read(lake);
    Instant now = clock.instant();
    if (landing.isEmpty() || (before.over() && now.isBefore(nextPass(before)))) {
      return new Found(0, 0);
    }
    SweepCursor begin = before.over() ? SweepCursor.begin(now) : before;
    SweepCursor cursor = begin;
    for (int pages = 1; !cursor.over() && !deadline.passed(SHARE); pages++) {
      ObjectPage page = lake.storages().page(landing, cursor.after());
      int missing = receive(page.objects(), log);
      String last =
          page.objects().isEmpty()
              ? cursor.after()
              : page.objects().get(page.objects().size() - 1).key();
      cursor = cursor.then(last, page.objects().size(), missing, page.last());
      if (pages % PAGES_A_NOTE == 0) {
        cursor.write(lake);
      }
    }
    cursor.write(lake);
    Found found = new Found(cursor.listed() - begin.listed(), cursor.found() - begin.found());
    log.metrics(
        Map.entry("Prefix", landing),
        Map.of("SweptObjects", found.listed(), "FoundObjects", found.missing()));
    log.info(
        found.listed()
            + " objects were looked at; those without an event: "
            + found.missing()
            + (cursor.over() ? "" : "; the next sweep goes on after " + cursor.after()));
    return found;
  }

  private Instant nextPass(SweepCursor last) {
    return last.begun().plus(Duration.ofMinutes(environment.number("SWEEP_MINUTES", 60)));
  }

  /** Receives what is missing of a page. */
  private int receive(List<Listed> objects, Log log) throws IOException {
    Instant youngest = clock.instant().minusSeconds(environment.number("SWEEP_AGE_SECONDS", 900));
    List<Listed> old =
        objects.stream().filter(object -> !object.modified().isAfter(youngest)).toList();
    List<Missing> missing = Collections.synchronizedList(new ArrayList<>());
    Inbox inbox = lake.inbox();
    Workers.forEach(
        old,
        object -> {
          List<String> unknown =
              datasets(object).stream()
                  .filter(
                      dataset ->
                          !inbox.knows(dataset, object.uri(), object.etag(), object.modified()))
                  .toList();
          if (!unknown.isEmpty()) {
            missing.add(new Missing(object, unknown));
          }
        });
    List<Missing> still = withoutIngested(missing);
    Workers.forEach(
        still,
        each ->
            reception.receive(
                new ObjectEvent(each.object().bucket(), each.object().key(), ""),
                log.with("found_by", "sweep")));
    closeFull(still);
    return still.size();
  }

  /** Whose it is; empty for what is passed over. */
  private List<String> datasets(Listed object) throws IOException {
    SpecShelf.Ownership ownership = specs.of(object.bucket(), object.key());
    if (!ownership.owners().isEmpty()) {
      return ownership.owners().stream().map(ShelvedSpec::dataset).toList();
    }
    String name = object.key().substring(object.key().lastIndexOf('/') + 1);
    return ownership.passedOver() || HiddenNames.passedOver(name)
        ? List.of()
        : List.of(Arrival.UNCOVERED);
  }

  /** Without what some run of another way has in the table already, or is about to. */
  private List<Missing> withoutIngested(List<Missing> missing) throws IOException {
    if (missing.isEmpty()) {
      return missing;
    }
    Map<String, List<FileVersion>> byDataset = new HashMap<>();
    for (Missing each : missing) {
      FileVersion version = each.object().version();
      each.datasets()
          .forEach(d -> byDataset.computeIfAbsent(d, k -> new ArrayList<>()).add(version));
    }
    Map<String, Set<String>> wanted = new HashMap<>();
    try (Ledger ledger = new AwsLedgerFactory().open(lake.location())) {
      for (Map.Entry<String, List<FileVersion>> each : byDataset.entrySet()) {
        wanted.put(each.getKey(), wanted(ledger, each.getKey(), each.getValue()));
      }
    }
    return missing.stream()
        .filter(
            each ->
                each.datasets().stream()
                    .anyMatch(dataset -> wanted.get(dataset).contains(each.object().uri())))
        .toList();
  }

  private Set<String> wanted(Ledger ledger, String dataset, List<FileVersion> files)
      throws IOException {
    TargetSpec target =
        specs.find(dataset).flatMap(ShelvedSpec::spec).map(spec -> spec.target()).orElse(null);
    return (target == null
            ? files
            : ledger.preview(dataset, target.qualifiedTable(), files).taken())
        .stream().map(FileVersion::uri).collect(Collectors.toCollection(HashSet::new));
  }

  /** A batch that this sweep has filled takes no more, so that no batch grows without end. */
  private void closeFull(List<Missing> received) {
    for (Missing each : received) {
      each.datasets().forEach(dataset -> joined.merge(dataset, 1L, Long::sum));
    }
    Inbox inbox = lake.inbox();
    for (Map.Entry<String, Long> each : joined.entrySet()) {
      if (each.getValue() >= mostFiles) {
        for (Batch batch : inbox.batches(each.getKey(), 1)) {
          var unused = inbox.close(each.getKey(), batch.number());
        }
        each.setValue(0L);
      }
    }
  }
}
