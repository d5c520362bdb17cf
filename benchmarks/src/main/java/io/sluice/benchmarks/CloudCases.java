package io.sluice.benchmarks;

import io.sluice.aws.AwsClients;
import io.sluice.benchmarks.Rounds.Entry;
import io.sluice.benchmarks.calls.CatalogCalls;
import io.sluice.benchmarks.calls.LedgerCalls;
import io.sluice.benchmarks.cloud.LocalCloud;
import io.sluice.benchmarks.data.Input;
import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.report.CaseResult;
import io.sluice.benchmarks.report.CaseResult.Ratio;
import io.sluice.benchmarks.workload.BenchmarkCase;
import io.sluice.benchmarks.workload.Mode;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/** The cases about a lake on AWS. */
final class CloudCases {
  private static final String BUCKET = "benchmark";

  /** At scale 1. */
  private static final int MANY = 100_000;

  private final Setting setting;

  CloudCases(Setting setting) {
    this.setting = setting;
  }

  /**
   * Those that are chosen.
   *
   * @throws io.sluice.localaws.LocalAwsUnavailableException without a Python
   */
  List<CaseResult> run(List<BenchmarkCase> chosen) throws IOException, SQLException {
    List<CaseResult> results = new ArrayList<>();
    int many = (int) Math.max(10, Math.round(MANY * setting.scale()));
    try (LocalCloud cloud = LocalCloud.start(setting.work().resolve("cloud"))) {
      if (chosen.contains(BenchmarkCase.S3)) {
        results.add(s3(cloud));
      }
      if (chosen.contains(BenchmarkCase.GLUE_PARTITIONS)) {
        results.add(new CatalogCalls(many).run(setting.progress()));
      }
      if (chosen.contains(BenchmarkCase.DYNAMO_FILES)) {
        Path folder = Files.createDirectories(setting.work().resolve("ledger"));
        results.add(new LedgerCalls(many, folder).run(setting.progress()));
      }
    }
    return results;
  }

  /** The same ingest from disk to disk and from S3 to S3. */
  private CaseResult s3(LocalCloud cloud) throws IOException, SQLException {
    Workload onDisk = setting.workload(BenchmarkCase.S3);
    Input input = onDisk.input();
    String place = "s3://" + BUCKET + "/input";
    upload(Path.of(input.path()));
    Workload onS3 = onDisk.withInput(input.at(place));
    List<String> properties =
        cloud.properties().entrySet().stream()
            .map(property -> "-D" + property.getKey() + "=" + property.getValue())
            .toList();
    Rounds.Outcome outcome =
        new Rounds(
                setting.withRunners(setting.runners().with(EngineKind.SLUICE_S3, properties)),
                onDisk.name(),
                Mode.WARM)
            .run(
                List.of(
                    new Entry("disk", EngineKind.SLUICE, onDisk),
                    new Entry("s3", EngineKind.SLUICE_S3, onS3)));
    return new CaseResult(
        onDisk.name(),
        Mode.WARM,
        outcome.rows(),
        input.textBytes(),
        input.scale(),
        Ratio.GAIN,
        outcome.figures(),
        outcome.failure());
  }

  private static void upload(Path data) throws IOException {
    S3Client s3 = AwsClients.s3(LocalCloud.SETTINGS);
    s3.createBucket(r -> r.bucket(BUCKET));
    List<Path> files;
    try (Stream<Path> list = Files.walk(data)) {
      files = list.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      s3.putObject(r -> r.bucket(BUCKET).key("input/" + file.getFileName()), file);
    }
  }
}
