package io.sluice.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.cli.cloud.Built;
import io.sluice.cli.error.UsageException;
import io.sluice.deploy.Artifacts;
import io.sluice.deploy.bundle.Bundle;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a bundle. */
@Command(
    name = "package",
    header =
        "Put the job's jar and the functions' archive into a folder, with a list of their"
            + " contents.",
    description = {
      "One folder with both archives, a bill of materials of each (CycloneDX), the list of all"
          + " libraries with their licences, and SHA256SUMS, which 'sha256sum --check' reads. --to"
          + " uploads all of it under names with the content's hash, so that what is there already"
          + " is not sent again.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice package",
      "  ./sluice package --folder build/sluice --to s3://my-artifacts/sluice"
    })
final class PackageCommand implements Callable<Integer> {
  private static final Pattern PLACE = Pattern.compile("s3://([^/]+)(?:/(.*?))?/*");

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Where to (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("sluice-package");

  @Option(
      names = "--to",
      paramLabel = "S3-PLACE",
      description = "Upload it there, too: s3://bucket or s3://bucket/prefix.")
  private String to;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The bucket's (default: what the AWS environment says).")
  private String region = "";

  @Mixin private ResultOutput output;

  private final Sluice root;

  PackageCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Matcher place = to == null ? null : PLACE.matcher(to);
    if (place != null && !place.matches()) {
      throw new UsageException("--to is not a place on S3: '" + to + "'. Write s3://bucket/prefix");
    }
    Path where = root.surroundings().file(folder);
    Bundle bundle = Bundle.write(Built.contents(root.surroundings().requireHome()), where);
    SortedMap<String, String> uploaded = place == null ? new TreeMap<>() : upload(bundle, place);
    if (output.isJson()) {
      output.out().println(json(bundle, uploaded).toPrettyString());
    } else {
      output.out().println(where);
      bundle
          .hashes()
          .forEach((name, hash) -> output.out().printf("  %s  %s%n", hash.substring(0, 16), name));
      uploaded.values().forEach(uri -> output.out().println(uri));
    }
    output.out().flush();
    return ExitCodes.DONE;
  }

  /** URIs by the files' names. */
  private SortedMap<String, String> upload(Bundle bundle, Matcher place) {
    String bucket = place.group(1);
    String prefix = place.group(2) == null ? "" : place.group(2);
    AwsSettings settings = new AwsSettings(region, "", S3Settings.DEFAULT);
    Artifacts artifacts =
        new Artifacts(AwsClients.s3(settings), bucket, line -> output.err().println(line));
    SortedMap<String, String> uris = new TreeMap<>();
    for (Map.Entry<String, String> file : bundle.upload(artifacts, prefix).entrySet()) {
      uris.put(file.getKey(), "s3://" + bucket + "/" + file.getValue());
    }
    return uris;
  }

  private static ObjectNode json(Bundle bundle, SortedMap<String, String> uploaded) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("folder", bundle.folder().toString());
    bundle
        .hashes()
        .forEach(
            (name, hash) -> {
              ObjectNode file = json.withArray("files").addObject();
              file.put("name", name).put("sha256", hash);
              if (uploaded.containsKey(name)) {
                file.put("uri", uploaded.get(name));
              }
            });
    return json;
  }
}
