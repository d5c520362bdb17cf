package io.sluice.aws.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.requests.Workers;
import io.sluice.aws.s3.FaultyHttp.Fault;
import io.sluice.aws.s3.FaultyHttp.Operation;
import io.sluice.aws.s3.SourceCover.Verdict;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.source.Listing;
import io.sluice.ledger.FileVersion;
import io.sluice.spec.SourceSpec;
import io.sluice.spec.SpecReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.StorageClass;

class S3ListerTest {
  private final String bucket = TestS3.newBucket();
  private final String root = "s3://" + bucket + "/";
  private final FaultyHttp http = new FaultyHttp();
  private final S3Lister lister =
      new S3Lister(new S3Objects(http.client(), TestS3.settings().s3()));

  private void put(String... keys) {
    for (String key : keys) {
      TestS3.put(bucket, key, "id\n" + key);
    }
  }

  private List<String> keys(Listing listing) {
    return listing.files().stream().map(file -> file.uri().substring(root.length())).toList();
  }

  private List<String> list(String path) {
    return keys(lister.list(root + path));
  }

  @Test
  void anObjectAPrefixABucketAGlob() {
    put("in/a.csv", "in/b/c.csv", "in10/d.csv", "in/e.txt");
    assertEquals(List.of("in/a.csv"), list("in/a.csv"));
    assertEquals(List.of("in/a.csv", "in/b/c.csv", "in/e.txt"), list("in"));
    assertEquals(List.of("in/a.csv", "in/b/c.csv", "in/e.txt"), list("in/"));
    assertEquals(List.of("in/a.csv", "in/b/c.csv", "in/e.txt", "in10/d.csv"), list(""));
    assertEquals(List.of("in/a.csv"), list("in/*.csv"));
    assertEquals(List.of("in/a.csv", "in/b/c.csv", "in10/d.csv"), list("in**.csv"));
    assertEquals(List.of("in/b/c.csv", "in/e.txt"), list("in/{e*,b/?.csv}"));
    assertEquals(List.of(), list("in/*.json"));
  }

  @Test
  void oddKeysAreWhatTheyAre() {
    List<String> odd =
        List.of(
            "in/a b.csv",
            "in/a%20b.csv",
            "in/a+b.csv",
            "in/key=a%2Fb/x.csv",
            "in/서울 특별시/x.csv",
            "in/[x].csv",
            "in/ü'\"<&>.csv");
    put(odd.toArray(String[]::new));
    assertEquals(odd.stream().sorted().toList(), list("in"));
    odd.forEach(key -> assertEquals(List.of(key), list(key)));
    assertEquals(List.of("in/key=a%2Fb/x.csv"), list("in/*=a%2F*/*"));
  }

  /** The spec's own folder may have any name, and only that folder is listed. */
  @Test
  void wildcardsInTheSpecsOwnFolderAreLetters() {
    String[] folders = {"[prod]", "{a,b}", "x*", "wh?t", "back\\slash", "a b", "p", "a"};
    for (String folder : folders) {
      put(folder + "/in/1.csv", folder + "/in/2.txt");
    }
    for (String folder : folders) {
      for (String path : List.of("in/*.csv", "in/1.csv")) {
        SourceSpec source =
            SpecReader.readAt(
                    root + folder + "/x.yml",
                    "dataset: d\nsource: {path: '" + path + "'}\ntarget: {}\n")
                .source();
        assertEquals(List.of(folder + "/in/1.csv"), keys(lister.list(source)), folder);
        assertEquals(
            Verdict.COVERED, SourceCover.of(source).of(bucket, folder + "/in/1.csv"), folder);
        assertEquals(
            Verdict.OUTSIDE, SourceCover.of(source).of(bucket, folder + "/in/2.txt"), folder);
      }
    }
    String named = root + "[p]/in/1.csv";
    SourceSpec gone = SourceSpec.of(root).at(named, named.length());
    assertThrows(IngestException.class, () -> lister.list(gone), "p/in/1.csv is another");
  }

  @Test
  void hiddenNamesAreLeftOutAndNamed() {
    put("in/a.csv", "in/_b.csv", "in/.c.csv", "in/_temporary/d.csv", "in/x/.e/f/g.csv");
    put("_in/a.csv");
    TestS3.put(bucket, "in/folder/", "");
    Listing listing = lister.list(root + "in");
    assertEquals(List.of("in/a.csv"), keys(listing));
    assertEquals(
        List.of(
            "left out " + root + "in/.c.csv: its name begins with '.' or '_'",
            "left out " + root + "in/_b.csv: its name begins with '.' or '_'"),
        listing.notes());
    assertEquals(List.of("_in/a.csv"), list("_in"), "asked for by name");
    assertEquals(List.of(), lister.list(root + "in/folder").files());
  }

  @Test
  void moreThanAPage() {
    S3Objects objects = new S3Objects(TestS3.client(), TestS3.settings().s3());
    List<String> many = IntStream.range(0, 2_500).mapToObj("in/%05d.csv"::formatted).toList();
    try {
      Workers.forEach(many, key -> objects.put(S3Uri.of(root + key), new byte[1]));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertEquals(many, list("in"));
    // One look at the name itself, three pages.
    assertEquals(1, http.attempts(Operation.HEAD));
    assertEquals(3, http.attempts(Operation.LIST));
  }

  @Test
  void anotherContentIsAnotherVersionAndTheSameContentIsNot() {
    put("in/a.csv");
    FileVersion first = lister.list(root + "in").files().get(0);
    assertEquals(first.identity(), lister.list(root + "in/a.csv").files().get(0).identity());
    assertTrue(first.identity().matches("etag:[0-9a-f]{32}"), first.identity());
    assertTrue(lister.unchanged(first));
    put("in/a.csv");
    assertEquals(first.identity(), lister.list(root + "in").files().get(0).identity());
    assertTrue(lister.unchanged(first));
    TestS3.put(bucket, "in/a.csv", "ie\nin/a.csv");
    assertFalse(lister.unchanged(first));
    put("in/b.csv");
    FileVersion other = lister.list(root + "in/b.csv").files().get(0);
    assertEquals(List.of(first), lister.changed(List.of(other, first)));
    TestS3.client().deleteObject(request -> request.bucket(bucket).key("in/b.csv"));
    assertEquals(List.of(other, first), lister.changed(List.of(other, first)));
  }

  @Test
  void archivedObjectsAreLeftOutAndNamed() {
    put("in/a.csv");
    TestS3.client()
        .putObject(
            request -> request.bucket(bucket).key("in/b.csv").storageClass(StorageClass.GLACIER),
            RequestBody.fromString("id\n1"));
    Listing listing = lister.list(root + "in");
    assertEquals(List.of("in/a.csv"), keys(listing));
    assertEquals(1, listing.unreadable().size());
    assertEquals(root + "in/b.csv", listing.unreadable().get(0).uri());
    String why = listing.unreadable().get(0).why();
    assertTrue(why.contains("GLACIER") && why.contains("restore-object"), why);
    assertEquals(listing.unreadable(), lister.list(root + "in/b.csv").unreadable());
  }

  private IngestException failure(String path, ExitCode expected, String... parts) {
    IngestException e = assertThrows(IngestException.class, () -> lister.list(path));
    assertEquals(expected, e.exitCode(), e.getMessage());
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
    return e;
  }

  @Test
  void whatIsNotThereIsTold() {
    put("in/a.csv");
    failure(root + "out", ExitCode.USAGE, root + "out", "no such object");
    failure(root + "out/x/*.csv", ExitCode.USAGE, "no object below " + root + "out/x/");
    failure("s3://no-such-bucket/in", ExitCode.USAGE, "no bucket no-such-bucket");
    failure(root + "in/{a", ExitCode.USAGE, "glob");
  }

  /** A role may read {@code landing/*} and list the bucket: the name itself is refused to it. */
  @Test
  void foldersWhoseOwnNameMayNotBeAskedForAreListed() {
    put("in/a.csv");
    http.next(1000, Operation.HEAD, FaultyHttp.answer(403, ""));
    assertEquals(List.of("in/a.csv"), list("in"));
    assertEquals(List.of("in/a.csv"), list("in/*.csv"));
    failure(root + "out", ExitCode.FAILED, "access denied", "s3:GetObject", root + "out");
    failure(root + "out/*.csv", ExitCode.FAILED, "access denied", "s3:GetObject");
  }

  @Test
  void foldersThatMayNotBeListedEither() {
    AtomicBoolean list = new AtomicBoolean();
    http.next(1000, Operation.HEAD, FaultyHttp.answer(403, ""))
        .watchedBy(
            operation -> {
              if (operation == Operation.LIST && list.compareAndSet(false, true)) {
                http.next(1000, Operation.LIST, FaultyHttp.answer(403, "AccessDenied"));
              }
            });
    failure(root + "in", ExitCode.FAILED, "s3:GetObject", "If it is a folder", "s3:ListBucket");
  }

  /** S3 says in its answer where the bucket lies, and is asked there. */
  @ParameterizedTest
  @ValueSource(ints = {301, 400})
  void bucketsOfAnotherRegionAreReadThere(int status) {
    put("in/a.csv");
    String code = status == 301 ? "PermanentRedirect" : "AuthorizationHeaderMalformed";
    http.next(
        1,
        Operation.HEAD,
        FaultyHttp.answer(status, code, "x-amz-bucket-region", "ap-northeast-2"));
    assertEquals(List.of("in/a.csv"), list("in/a.csv"));
    assertTrue(http.regions().contains("ap-northeast-2"), http.regions().toString());
    assertEquals(2, http.attempts(Operation.HEAD));
    assertEquals(List.of("in/a.csv"), list("in/a.csv"));
    assertEquals(3, http.attempts(Operation.HEAD), "it is known by now");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 301, 400, 503})
  void whatS3RefusesIsTold(int status) {
    put("in/a.csv");
    Fault fault =
        switch (status) {
          case 301 ->
              FaultyHttp.answer(301, "PermanentRedirect", "x-amz-bucket-region", "ap-northeast-2");
          case 400 ->
              FaultyHttp.answer(
                  400, "AuthorizationHeaderMalformed", "x-amz-bucket-region", "ap-northeast-2");
          case 403 -> FaultyHttp.answer(403, "AccessDenied");
          default -> FaultyHttp.answer(503, "SlowDown");
        };
    http.next(1000, Operation.LIST, fault);
    String[] told =
        switch (status) {
          case 301, 400 -> new String[] {"ap-northeast-2", "endpoint"};
          case 403 -> new String[] {"access denied", "s3:ListBucket"};
          default -> new String[] {"slow down"};
        };
    failure(root + "in/", ExitCode.FAILED, told);
    failure(root + "in/", ExitCode.FAILED, root + "in/");
  }
}
