package io.sluice.deploy.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.deploy.Artifacts;
import io.sluice.deploy.DeployException;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

@ExtendWith(LocalAwsForTests.class)
class BundleTest {
  private static final String BILL =
      """
      {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
        {"group": "org.b", "name": "b", "version": "2", "licenses": [{"license": {"id": "MIT"}}]},
        {"group": "org.a", "name": "a", "version": "1", "licenses": [{"license": {"name": "Own"}}]}]}
      """;
  private static final String OTHER =
      """
      {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
        {"group": "org.b", "name": "b", "version": "2", "licenses": [{"license": {"id": "MIT"}}]},
        {"group": "org.c", "name": "c", "version": "3"}]}
      """;

  @TempDir private Path folder;

  private Contents contents() throws Exception {
    return new Contents(
        Files.writeString(folder.resolve("sluice-jobs-1-all.jar"), "jar"),
        Files.writeString(folder.resolve("jobs.json"), BILL),
        Files.writeString(folder.resolve("sluice-lambdas.zip"), "zip"),
        Files.writeString(folder.resolve("lambdas.json"), OTHER));
  }

  @Test
  void hasArchivesBillsLibrariesAndChecksums() throws Exception {
    Bundle bundle = Bundle.write(contents(), folder.resolve("made/here"));
    assertEquals(
        List.of(
            "dependencies.txt",
            "sluice-jobs-1-all.cdx.json",
            "sluice-jobs-1-all.jar",
            "sluice-lambdas.cdx.json",
            "sluice-lambdas.zip"),
        List.copyOf(bundle.hashes().keySet()));
    assertEquals(
        List.of(
            "# group:name:version  licence  in which archive",
            "org.a:a:1  Own  job",
            "org.b:b:2  MIT  job,functions",
            "org.c:c:3  -  functions"),
        Files.readAllLines(bundle.folder().resolve("dependencies.txt")));
    Process check =
        new ProcessBuilder("sha256sum", "--check", "--strict", Bundle.CHECKSUMS)
            .directory(bundle.folder().toFile())
            .start();
    assertEquals(0, check.waitFor());
    // The same build gives the same bundle.
    assertEquals(bundle.hashes(), Bundle.write(contents(), folder.resolve("again")).hashes());
  }

  @Test
  void whatIsNoBillIsRefused() throws Exception {
    Contents contents = contents();
    Files.writeString(contents.jarBill(), "{}");
    DeployException refused =
        assertThrows(DeployException.class, () -> Bundle.write(contents, folder.resolve("made")));
    assertTrue(refused.getMessage().contains("is not a bill of materials"), refused.getMessage());
  }

  @Test
  void isUploadedByHashAndOnlyOnce() throws Exception {
    LocalAws aws = LocalAwsForTests.aws();
    LocalAws.use(aws.endpoint());
    S3Client s3 =
        AwsClients.s3(new AwsSettings(aws.region(), aws.endpoint().toString(), S3Settings.DEFAULT));
    s3.createBucket(b -> b.bucket("bundles"));
    List<String> said = new ArrayList<>();
    Artifacts artifacts = new Artifacts(s3, "bundles", said::add);
    Bundle bundle = Bundle.write(contents(), folder.resolve("made"));
    SortedMap<String, String> keys = bundle.upload(artifacts, "sluice/0.1");
    assertEquals(bundle.hashes().keySet(), keys.keySet());
    String jar = keys.get("sluice-jobs-1-all.jar");
    assertEquals(
        "sluice/0.1/sluice-jobs-1-all-"
            + bundle.hashes().get("sluice-jobs-1-all.jar").substring(0, 16)
            + ".jar",
        jar);
    assertEquals("jar", s3.getObjectAsBytes(b -> b.bucket("bundles").key(jar)).asUtf8String());
    int uploads = said.size();
    assertEquals(keys, bundle.upload(artifacts, "sluice/0.1"));
    assertEquals(uploads, said.size());
    assertEquals(Set.copyOf(bundle.upload(artifacts, "").keySet()), bundle.hashes().keySet());
  }
}
