package io.sluice.cli.cloud;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.deploy.DeployProgress;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts the demonstration's specs and files where the flow takes them. */
public final class Uploads {
  private final S3Client s3;
  private final Map<String, String> outputs;
  private final DeployProgress progress;

  /**
   * Into a deployed stack.
   *
   * @param outputs the stack's
   */
  public Uploads(AwsSettings settings, Map<String, String> outputs, DeployProgress progress) {
    this.s3 = AwsClients.s3(settings);
    this.outputs = outputs;
    this.progress = progress;
  }

  /**
   * Uploads what is in infrastructure/demo: for each spec the files that its first line names.
   *
   * @return how many datasets
   */
  public int demo(Path home) throws IOException {
    Path folder = home.resolve("infrastructure/demo");
    List<Path> specs;
    try (Stream<Path> files = Files.list(folder)) {
      specs = files.filter(f -> f.toString().endsWith(".yml")).sorted().toList();
    }
    for (Path spec : specs) {
      upload(spec, home);
    }
    return specs.size();
  }

  private void upload(Path spec, Path home) throws IOException {
    String text = Files.readString(spec);
    String dataset = spec.getFileName().toString().replaceFirst("\\.yml$", "");
    String landing =
        "s3://" + outputs.get("LandingBucket") + "/" + outputs.get("LandingPrefix") + dataset;
    put(
        new LakeLocation(outputs.get("LakeLocation")).spec(dataset),
        RequestBody.fromString(text.replace("${landing}", landing)));
    String named = text.lines().findFirst().orElse("").replaceFirst("^#\\s*files:\\s*", "");
    for (Path file : files(home.resolve(named))) {
      put(landing + "/" + file.getFileName(), RequestBody.fromFile(file));
      progress.say(landing + "/" + file.getFileName() + "  " + Files.size(file) + " bytes");
    }
  }

  private static List<Path> files(Path named) throws IOException {
    if (!Files.isDirectory(named)) {
      return List.of(named);
    }
    try (Stream<Path> files = Files.list(named)) {
      return files.sorted().toList();
    }
  }

  private void put(String uri, RequestBody body) {
    String[] parts = uri.substring("s3://".length()).split("/", 2);
    s3.putObject(b -> b.bucket(parts[0]).key(parts[1]), body);
  }
}
