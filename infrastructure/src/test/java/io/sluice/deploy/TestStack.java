package io.sluice.deploy;

import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A stack in the module's emulator, with artefacts that nobody runs. */
final class TestStack {
  final List<String> said = new ArrayList<>();
  private final Path folder;
  private final String name;

  TestStack(Path folder, String name) {
    this.folder = folder;
    this.name = name;
    LocalAws aws = LocalAwsForTests.aws();
    System.setProperty("aws.endpointUrl", aws.endpoint().toString());
    System.setProperty("aws.region", aws.region());
    System.setProperty("aws.accessKeyId", aws.accessKey());
    System.setProperty("aws.secretAccessKey", aws.secretKey());
  }

  static AwsSettings settings() {
    LocalAws aws = LocalAwsForTests.aws();
    return new AwsSettings(aws.region(), aws.endpoint().toString(), S3Settings.DEFAULT);
  }

  DeployPlan plan(Map<String, String> parameters) throws IOException {
    return new DeployPlan(
        name,
        Files.writeString(folder.resolve("sluice-jobs-all.jar"), "no jar"),
        zip(folder.resolve("sluice-lambdas.zip")),
        parameters);
  }

  Deployment.Result deploy(Map<String, String> parameters) throws IOException {
    return deployment(settings()).deploy(plan(parameters));
  }

  Deployment deployment(AwsSettings settings) {
    return new Deployment(settings, said::add, TestStack::soon);
  }

  Map<String, String> destroy() {
    return new Destruction(settings(), said::add, TestStack::soon).destroy(name);
  }

  /** Calls that are refused, as the emulator's module {@code faults} reads them. */
  static void faults(String json) throws IOException {
    Path state = LocalAwsForTests.aws().log().getParent();
    Path next = Files.writeString(state.resolve("faults.next"), json);
    Files.move(next, state.resolve("faults.json"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void soon(Duration asked) {
    Deployment.sleep(Duration.ofMillis(200));
  }

  private static Path zip(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      ZipEntry entry = new ZipEntry("nothing.txt");
      entry.setTime(0);
      zip.putNextEntry(entry);
    }
    return file;
  }
}
