package io.sluice.lambda.batch;

import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.ExecutionNames;
import io.sluice.aws.arrival.Inbox;
import io.sluice.aws.arrival.Tally;
import io.sluice.lambda.dataset.ShelvedSpec;
import io.sluice.lambda.dataset.SpecShelf;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.host.FlowLake;
import io.sluice.lambda.host.JsonHandler;
import io.sluice.lambda.host.Log;
import io.sluice.lambda.lists.BatchPlace;
import io.sluice.lambda.lists.FileList;
import io.sluice.lambda.lists.ListedFile;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Closes a batch when its time has come or it is full, and says what is in it. Asked again, it
 * answers the same.
 */
public final class CloseHandler extends JsonHandler<BatchName, CloseAnswer> {
  private final FlowLake lake;
  private final Closing closing;
  private final Turns turns;
  private final SpecShelf specs;
  private final Clock clock;

  /** For Lambda. */
  public CloseHandler() {
    this(Environment.ofProcess(), Clock.systemUTC());
  }

  CloseHandler(Environment environment, Clock clock) {
    super(BatchName.class);
    this.lake = new FlowLake(environment);
    this.closing = Closing.of(environment);
    this.turns = Turns.of(environment);
    this.specs = new SpecShelf(lake);
    this.clock = clock;
  }

  @Override
  protected Log about(BatchName given, Log log) {
    return log.with("dataset", given.dataset())
        .with("batch", given.batch())
        .with("execution", given.execution())
        .with("run_id", ExecutionNames.run(given.dataset(), given.batch()));
  }

  @Override
  protected CloseAnswer answer(BatchName given, Log invocation) throws IOException {
    Log log = about(given, invocation);
    Inbox inbox = lake.inbox();
    long number = Batch.number(given.batch());
    Batch batch =
        inbox
            .batch(given.dataset(), number)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the ledger has no batch "
                            + given.batch()
                            + " of the dataset "
                            + given.dataset()));
    long turn = turns.waitSeconds(inbox, batch, clock.instant());
    if (turn > 0) {
      log.info("other batches of the dataset are being ingested; this one waits for its turn");
      return CloseAnswer.notYet(given, turn);
    }
    if (batch.state() == Batch.State.OPEN) {
      Tally tally = inbox.tally(given.dataset(), number);
      long wait = closing.waitSeconds(batch, tally, clock.instant());
      if (wait > 0) {
        log.info("the batch has " + tally.count() + " files, and stays open for now");
        return CloseAnswer.notYet(given, wait);
      }
    }
    CloseAnswer answer = closed(inbox.close(given.dataset(), number));
    if (answer.count() == 0) {
      // Whoever opened it died, and nobody joined it: its execution ends here.
      inbox.over(given.dataset(), number, "committed", clock.instant());
    }
    log.info("the batch is closed with " + answer.count() + " files");
    return answer;
  }

  private CloseAnswer closed(Batch batch) throws IOException {
    Batch.Sealed sealed = batch.sealed().orElseThrow();
    List<ListedFile> files =
        Newest.of(lake.inbox().arrivals(batch)).stream()
            .filter(arrival -> !arrival.refused())
            .map(ListedFile::of)
            .toList();
    BatchPlace place = new BatchPlace(lake, batch.dataset(), batch.name());
    List<Group> groups = new ArrayList<>();
    for (List<ListedFile> some : Closing.groups(files)) {
      int index = groups.size();
      groups.add(
          new Group(
              index,
              place.put(String.format(Locale.ROOT, "group-%04d", index), new FileList(some))));
    }
    return new CloseAnswer(
        true,
        0,
        batch.dataset(),
        batch.name(),
        ExecutionNames.run(batch.dataset(), batch.name()),
        specs.find(batch.dataset()).map(ShelvedSpec::location).orElse(""),
        place.put("files", new FileList(files)),
        place.outcome(),
        sealed.count(),
        sealed.bytes(),
        groups);
  }

  /** Of several versions of an object the last one written: the others are not there any more. */
  static final class Newest {
    private Newest() {}

    static List<Arrival> of(List<Arrival> inOrder) {
      List<Arrival> newest = new ArrayList<>();
      for (int i = 0; i < inOrder.size(); i++) {
        boolean last =
            i + 1 == inOrder.size() || !inOrder.get(i + 1).uri().equals(inOrder.get(i).uri());
        if (last) {
          newest.add(inOrder.get(i));
        }
      }
      return newest;
    }
  }
}
