package io.sluice.benchmarks.engine;

import io.sluice.aws.AwsClients;
import io.sluice.aws.lake.LakeMaker;
import io.sluice.aws.lake.LakeSettings;
import io.sluice.aws.s3.S3Storages;
import io.sluice.benchmarks.cloud.LocalCloud;
import io.sluice.benchmarks.workload.Workload;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The whole ingest from S3 to S3, with the ledger in DynamoDB and the catalog in Glue: into one
 * lake, each run as a dataset and a table of its own.
 */
final class SluiceOnS3 implements Engine {
  private final Workload workload;
  private final LakeLocation lake;
  private final Path work;
  private final Stop stop = new Stop();
  private final ThreadRunner runner;
  private int runs;

  /** The workload's input lies in the bucket that gets the lake. */
  SluiceOnS3(Workload workload, Path work) {
    this.workload = workload;
    this.work = work;
    this.lake = new LakeLocation("s3://" + bucket() + "/lake");
    this.runner = new ThreadRunner(workload.threads(), stop, new S3Storages(LocalCloud.SETTINGS));
    LakeMaker.make(lake, LakeSettings.of(LakeMaker.ledgerTable(lake), LocalCloud.SETTINGS));
  }

  private String bucket() {
    return URI.create(workload.input().path()).getHost();
  }

  /** What the first run wrote is fetched, so that it can be looked at like any other's. */
  @Override
  public List<String> run(Path out) throws IOException {
    runs++;
    String name = SluiceSpec.TABLE + runs;
    DatasetSpec spec = SpecReader.read(SluiceSpec.write(workload, work.resolve(name), name));
    QuietIngest.run(spec, lake, runner, stop);
    if (runs == 1) {
      fetch("lake/" + SluiceSpec.DATABASE + "/" + name + "/", SluiceSpec.table(workload, out));
    }
    return List.of();
  }

  private void fetch(String prefix, Path folder) throws IOException {
    S3Client s3 = AwsClients.s3(LocalCloud.SETTINGS);
    Files.createDirectories(folder);
    for (S3Object object :
        s3.listObjectsV2Paginator(r -> r.bucket(bucket()).prefix(prefix)).contents()) {
      Path file = folder.resolve(object.key().substring(prefix.length()).replace('/', '_'));
      s3.getObject(r -> r.bucket(bucket()).key(object.key()), file);
    }
  }

  @Override
  public void close() {
    runner.close();
  }
}
