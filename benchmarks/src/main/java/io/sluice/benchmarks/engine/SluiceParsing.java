package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.workload.Workload;
import io.sluice.jobs.inspect.InspectedFile;
import io.sluice.jobs.inspect.Inspector;
import io.sluice.jobs.inspect.Sources;
import io.sluice.jobs.lake.Lake;
import io.sluice.jobs.prepare.Preparer;
import io.sluice.jobs.prepare.Session;
import io.sluice.jobs.source.SourceLister;
import io.sluice.ledger.Claim;
import io.sluice.ledger.FileVersion;
import io.sluice.spark.read.GuessedCuts;
import io.sluice.spark.read.ReadMode;
import io.sluice.spark.read.ReadRequest;
import io.sluice.spark.read.SluiceRead;
import io.sluice.spark.read.SluiceReader;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import scala.reflect.ClassTag;

/** An ingest up to its columns: listed, inspected, split and parsed by Spark's tasks. */
final class SluiceParsing implements Engine {
  private final Workload workload;
  private final DatasetSpec spec;
  private final Session session;

  SluiceParsing(Workload workload, Path work) throws IOException {
    this.workload = workload;
    this.spec = SpecReader.read(SluiceSpec.write(workload, work));
    System.setProperty("spark.master", workload.master());
    this.session = new Session(workload.name());
    session.context();
  }

  @Override
  public List<String> run(Path out) throws IOException {
    ReadRequest request = request();
    while (true) {
      SluiceRead read = SluiceReader.read(session.context(), request, ReadMode.COLUMNAR);
      long[][] parts = parts(read);
      // As an ingest does: what was read from wrong places is not believed.
      Set<Integer> wrong = GuessedCuts.wrong(request, read.metrics().counts().value());
      if (wrong.isEmpty()) {
        return FiguresTask.merged(workload.input().columns(), parts);
      }
      request = GuessedCuts.proven(request, wrong, session.storages());
    }
  }

  private long[][] parts(SluiceRead read) {
    return (long[][])
        session
            .context()
            .runJob(
                read.batches(),
                new FiguresTask(workload.input().columns()),
                ClassTag.apply(long[].class));
  }

  private ReadRequest request() throws IOException {
    Sources sources = new Sources(session);
    String path = spec.source().path();
    List<FileVersion> files = SourceLister.of(path).list(path).files();
    List<InspectedFile> inspected =
        new Inspector(spec, sources).inspect(new Claim(files, List.of(), List.of(), List.of()));
    try (Lake none = Lake.look(Path.of(path).resolveSibling("no-lake"))) {
      return new Preparer(spec, none, session, sources)
          .prepare(inspected, workload.name(), Instant.now())
          .request();
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
