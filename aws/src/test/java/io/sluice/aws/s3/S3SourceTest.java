package io.sluice.aws.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.s3.FaultyHttp.Fault;
import io.sluice.aws.s3.FaultyHttp.Operation;
import io.sluice.formats.read.ReadException;
import io.sluice.ledger.FileVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

class S3SourceTest {
  private static final String KEY = "in/a b+%20/한글 key=a%2Fb.csv";

  private final String bucket = TestS3.newBucket();
  private final String uri = "s3://" + bucket + "/" + KEY;
  private final FaultyHttp http = new FaultyHttp();
  private final byte[] content = new byte[300_000];
  private FileVersion listed;

  @BeforeEach
  void put() {
    new Random(1).nextBytes(content);
    put(content);
    listed =
        new S3Lister(new S3Objects(TestS3.client(), TestS3.settings().s3()))
            .list(uri)
            .files()
            .get(0);
  }

  private void put(byte[] bytes) {
    TestS3.client()
        .putObject(request -> request.bucket(bucket).key(KEY), RequestBody.fromBytes(bytes));
  }

  private S3Source source() throws IOException {
    return new S3Source(http.client(), listed.uri(), listed.size(), listed.identity());
  }

  private byte[] read(long offset) throws IOException {
    try (InputStream in = source().open(offset)) {
      return in.readAllBytes();
    }
  }

  @Test
  void isReadFromAnyByteWithOneRequest() throws IOException {
    int requests = 0;
    for (int offset : new int[] {0, 1, 150_000, 299_999}) {
      assertArrayEquals(Arrays.copyOfRange(content, offset, content.length), read(offset));
      assertEquals(++requests, http.attempts(Operation.GET));
    }
    assertEquals(0, read(300_000).length);
    assertEquals(requests, http.attempts(Operation.GET));
  }

  @Test
  void aStreamThatIsNotReadToItsEndIsClosed() throws IOException {
    for (int i = 0; i < 200; i++) {
      try (InputStream in = source().open(i)) {
        assertEquals(content[i] & 0xFF, in.read());
      }
    }
  }

  @Test
  void isNoticedWhenItWasReplaced() throws IOException {
    put(Arrays.copyOf(content, 400_000));
    ReadException e = assertThrows(ReadException.class, () -> read(0));
    assertTrue(e.getMessage().contains("was replaced since it was listed"), e.getMessage());
    assertTrue(e.getMessage().contains(uri), e.getMessage());
  }

  @Test
  void isNoticedWhenItIsGone() throws IOException {
    TestS3.client().deleteObject(request -> request.bucket(bucket).key(KEY));
    ReadException e = assertThrows(ReadException.class, () -> read(0));
    assertTrue(e.getMessage().contains("the object is gone"), e.getMessage());
  }

  /** Half of one version and half of another is nobody's content. */
  @Test
  void isNoticedWhenItIsReplacedWhileItIsRead() throws IOException {
    http.next(1, Operation.GET, FaultyHttp.brokenBody(100_000));
    try (InputStream in = source().open(0)) {
      assertEquals(100_000, in.readNBytes(100_000).length);
      byte[] other = content.clone();
      other[200_000]++;
      put(other);
      ReadException e = assertThrows(ReadException.class, in::readAllBytes);
      assertTrue(e.getMessage().contains("was replaced"), e.getMessage());
    }
  }

  @Test
  void withoutAnIdentityItIsStillOneObject() throws IOException {
    http.next(1, Operation.GET, FaultyHttp.brokenBody(100_000));
    S3Source unknown = new S3Source(http.client(), uri, listed.size(), "");
    try (InputStream in = unknown.open(0)) {
      in.readNBytes(100_000);
      byte[] other = content.clone();
      other[200_000]++;
      put(other);
      assertThrows(ReadException.class, in::readAllBytes);
    }
  }

  private static Fault fault(String name) {
    return switch (name) {
      case "broken" -> FaultyHttp.brokenBody(70_001);
      case "broken at once" -> FaultyHttp.brokenBody(0);
      case "short" -> FaultyHttp.shortBody(70_001);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"broken", "broken at once", "short"})
  void aBodyThatBreaksOffIsReadOn(String fault) throws IOException {
    http.next(3, Operation.GET, fault(fault));
    assertArrayEquals(content, read(0));
    assertEquals(4, http.attempts(Operation.GET));
  }

  @Test
  void aBodyThatBreaksOffAgainAndAgainIsAFailure() {
    http.next(1000, Operation.GET, FaultyHttp.brokenBody(0));
    IOException e = assertThrows(IOException.class, () -> read(0));
    assertEquals("Connection reset", e.getMessage());
    assertEquals(6, http.attempts(Operation.GET));
  }

  @Test
  void aSlowBodyIsRead() throws IOException {
    http.next(1, Operation.GET, FaultyHttp.slowBody());
    assertArrayEquals(Arrays.copyOfRange(content, 299_000, 300_000), read(299_000));
  }

  @Test
  void anArchivedObjectIsTold() {
    http.next(1, Operation.GET, FaultyHttp.answer(403, "InvalidObjectState"));
    ReadException e = assertThrows(ReadException.class, () -> read(0));
    assertTrue(e.getMessage().contains("archived"), e.getMessage());
    assertTrue(e.getMessage().contains("restore-object"), e.getMessage());
  }
}
