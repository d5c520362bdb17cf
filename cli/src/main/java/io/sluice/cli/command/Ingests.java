package io.sluice.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.command.SpecFiles.SpecFile;
import io.sluice.ingest.Ingest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.engine.Engine;
import io.sluice.ingest.engine.EngineChoice;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.failure.StopOnSignal;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.store.Storages;
import io.sluice.launch.JobRequest;
import io.sluice.launch.LaunchTarget.JobResult;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReports;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ingests specs, each by the engine that suits it: those of threads in this process, one after the
 * other, then those of Spark together in one process of their own.
 */
public final class Ingests {
  private final Sluice root;
  private final EngineOption engine;
  private final PrintWriter err;

  /**
   * @param err for failures
   */
  Ingests(Sluice root, EngineOption engine, PrintWriter err) {
    this.root = root;
    this.engine = engine;
    this.err = err;
  }

  /**
   * How they ended.
   *
   * @param reports of the runs that began, in the order of the specs
   * @param exitCode of the worst
   */
  record Ended(List<RunReport> reports, int exitCode) {
    /** One JSON document: the report, or an array of them where several specs were given. */
    String json(int specs) {
      List<String> texts = reports.stream().map(RunReports::toJson).toList();
      return specs == 1 && texts.size() == 1 ? texts.get(0) : "[" + String.join(",\n", texts) + "]";
    }
  }

  /** Runs all of them, whatever becomes of the others. */
  Ended run(List<SpecFile> specs) {
    Storages storages = root.storages();
    List<EngineChoice> choices =
        specs.stream().map(spec -> engine.choice(spec.spec(), root.lake(), storages)).toList();
    // A place for each spec, whichever engine comes to it when.
    RunReport[] reports = new RunReport[specs.size()];
    int worst;
    try (StopOnSignal signal = new StopOnSignal()) {
      worst = byThreads(specs, choices, reports, storages, signal.stop());
      if (!signal.stop().requested()) {
        worst = Math.max(worst, bySpark(specs, choices, reports));
      }
    }
    return new Ended(Stream.of(reports).filter(Objects::nonNull).toList(), worst);
  }

  private int byThreads(
      List<SpecFile> specs,
      List<EngineChoice> choices,
      RunReport[] reports,
      Storages storages,
      Stop stop) {
    int worst = ExitCodes.DONE;
    try (TaskRunner runner = ThreadRunner.ofMachine(stop, storages)) {
      for (int i = 0; i < reports.length && !stop.requested(); i++) {
        if (choices.get(i).engine() != Engine.THREADS) {
          continue;
        }
        // A lake for each run: closing it says that the run is over.
        try (Lake lake = Lake.open(root.lake())) {
          String reason = choices.get(i).describe();
          Outcome outcome =
              new Ingest(specs.get(i).spec(), lake, runner, reason, stop, progress()).run();
          reports[i] = outcome.report();
          outcome.failure().ifPresent(this::tell);
          worst = Math.max(worst, outcome.exitCode().code());
        }
      }
    }
    return worst;
  }

  private ProgressPrinter progress() {
    return new ProgressPrinter(
        System.err,
        switch (root.surroundings().terminal().progress()) {
          case BAR -> ProgressPrinter.Style.BAR;
          case LINES -> ProgressPrinter.Style.LINES;
        });
  }

  private void tell(IngestException failure) {
    err.println("sluice: " + failure.getMessage());
    if (root.verbose()) {
      failure.printStackTrace(err);
    }
    err.flush();
  }

  private int bySpark(List<SpecFile> specs, List<EngineChoice> choices, RunReport[] reports) {
    int[] places =
        IntStream.range(0, reports.length)
            .filter(i -> choices.get(i).engine() == Engine.SPARK)
            .toArray();
    if (places.length == 0) {
      return ExitCodes.DONE;
    }
    List<SpecFile> sparks = IntStream.of(places).mapToObj(specs::get).toList();
    JobResult result =
        new SparkJobs(root, err).run(JobRequest.INGEST, sparks, root.lake(), engine.master());
    // In the order of its specs; fewer if it was stopped.
    List<RunReport> made = parse(result.output());
    for (int i = 0; i < made.size(); i++) {
      reports[places[i]] = made.get(i);
    }
    return result.exitCode();
  }

  private static List<RunReport> parse(String json) {
    List<RunReport> reports = new ArrayList<>();
    if (json.isBlank()) {
      return reports;
    }
    try {
      JsonNode tree = new ObjectMapper().readTree(json);
      for (JsonNode report : tree.isArray() ? tree : List.of(tree)) {
        reports.add(RunReports.fromJson(report.toString()));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the job's output is not a run report: " + e.getOriginalMessage() + "\n" + json, e);
    }
    return reports;
  }
}
