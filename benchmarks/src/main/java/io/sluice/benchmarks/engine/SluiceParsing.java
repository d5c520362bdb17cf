package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.workload.Workload;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.inspect.Inspector;
import io.sluice.ingest.inspect.Sources;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.plan.Planner;
import io.sluice.ingest.read.FileOpener;
import io.sluice.ingest.read.GuessedSplits;
import io.sluice.ingest.read.RangeCount;
import io.sluice.ingest.read.RangeId;
import io.sluice.ingest.read.RangeSequence;
import io.sluice.ingest.read.ReadObserver;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ledger.Claim;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** An ingest up to its columns: listed, inspected, split and parsed by threads. */
final class SluiceParsing implements Engine {
  private final Workload workload;
  private final DatasetSpec spec;
  private final Stop stop = new Stop();
  private final ThreadRunner runner;
  private final ExecutorService threads;

  SluiceParsing(Workload workload, Path work) throws IOException {
    this.workload = workload;
    this.spec = SpecReader.read(SluiceSpec.write(workload, work));
    this.runner = new ThreadRunner(workload.threads(), stop);
    this.threads = Executors.newFixedThreadPool(workload.threads());
  }

  @Override
  public List<String> run(Path out) throws IOException, ExecutionException, InterruptedException {
    ReadRequest request = request(out);
    while (true) {
      Map<RangeId, RangeCount> found = new ConcurrentHashMap<>();
      Figures figures = parsed(request, found);
      // As an ingest does: what was read from wrong places is not believed.
      Set<Integer> wrong = GuessedSplits.wrong(request, found);
      if (wrong.isEmpty()) {
        return figures.texts();
      }
      request = GuessedSplits.proven(request, wrong, file -> file.open(runner.storages()));
    }
  }

  private Figures parsed(ReadRequest request, Map<RangeId, RangeCount> found)
      throws ExecutionException, InterruptedException {
    List<Future<Figures>> tasks = new ArrayList<>();
    for (int i = 0; i < request.tasks().size(); i++) {
      int task = i;
      tasks.add(threads.submit(() -> task(request, task, found)));
    }
    Figures sum = new Figures(workload.input().columns());
    for (Future<Figures> task : tasks) {
      sum.add(task.get());
    }
    return sum;
  }

  private Figures task(ReadRequest request, int task, Map<RangeId, RangeCount> found)
      throws IOException {
    Figures figures = new Figures(workload.input().columns());
    ReadObserver observer =
        new ReadObserver() {
          @Override
          public void read(long bytes, long records) {}

          @Override
          public void rangeDone(RangeId range, RangeCount count) {
            found.put(range, count);
          }
        };
    try (RangeSequence sequence =
        new RangeSequence(
            request.rangesOf(task), request.plan(), FileOpener.of(runner.storages()), observer)) {
      while (sequence.next()) {
        figures.add(sequence.batch().rows());
      }
    }
    return figures;
  }

  private ReadRequest request(Path out) throws IOException {
    Sources sources = new Sources(runner.storages(), runner.kept(), stop);
    String path = spec.source().path();
    Claim claim =
        new Claim(runner.lister(path).list(path).files(), List.of(), List.of(), List.of());
    try (Lake none = Lake.look(LakeLocation.of(SluiceSpec.lake(out)))) {
      return new Planner(spec, none, runner, sources)
          .plan(new Inspector(spec, sources).inspect(claim), workload.name(), Instant.now())
          .request();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
