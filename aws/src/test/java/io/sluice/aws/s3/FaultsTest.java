package io.sluice.aws.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.aws.s3.FaultyHttp.Fault;
import io.sluice.aws.s3.FaultyHttp.Operation;
import io.sluice.ingest.store.PendingFile;
import io.sluice.ingest.store.PendingSink;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever befalls one attempt at a request: the files are there, whole, once, and nothing else.
 */
class FaultsTest {
  private static final Map<String, Fault> FAULTS = new LinkedHashMap<>();

  static {
    FAULTS.put("503", FaultyHttp.answer(503, "SlowDown"));
    FAULTS.put("500", FaultyHttp.answer(500, "InternalError"));
    FAULTS.put("reset", FaultyHttp.reset());
    FAULTS.put("time-out", FaultyHttp.timeOut());
    FAULTS.put("lost answer", FaultyHttp.lost());
    FAULTS.put("500 after success", FaultyHttp.done(500, "InternalError"));
  }

  private final String bucket = TestS3.newBucket();
  private final RunFiles run = new RunFiles("s3://" + bucket + "/t", "run1");
  private final FaultyHttp http = new FaultyHttp();
  private final S3Storage storage =
      new S3Storage(http.client(), TestS3.settings().s3(), new BufferBudget(64 << 20));

  static Stream<Arguments> faults() {
    List<Arguments> all = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      if (operation != Operation.OTHER) {
        FAULTS.keySet().forEach(fault -> all.add(Arguments.of(operation, fault)));
      }
    }
    all.add(Arguments.of(Operation.COMPLETE, "error in 200"));
    all.add(Arguments.of(Operation.COMPLETE, "error in 200 after success"));
    all.add(Arguments.of(Operation.COMPLETE, "409"));
    all.add(Arguments.of(Operation.COMPLETE, "409 after success"));
    return all.stream();
  }

  private static Fault fault(String name) {
    return switch (name) {
      case "error in 200" -> FaultyHttp.answer(200, "InternalError");
      case "error in 200 after success" -> FaultyHttp.done(200, "InternalError");
      case "409" -> FaultyHttp.answer(409, "ConditionalRequestConflict");
      case "409 after success" -> FaultyHttp.done(409, "ConditionalRequestConflict");
      default -> FAULTS.get(name);
    };
  }

  @ParameterizedTest
  @MethodSource("faults")
  void oneFault(Operation operation, String fault) throws IOException {
    // Parts are large: only where they matter is there more than one.
    byte[] content = new byte[operation == Operation.PART ? PartSizes.FIRST + 1000 : 1000];
    new Random(1).nextBytes(content);
    http.next(1, operation, fault(fault));
    PendingFile given = write("run1-given-up", content);
    PendingFile file = write("run1-a", content);
    storage.abandon(run.location(), given);
    Scratch scratch = storage.scratch(run, "s");
    scratch.sink().write(content, 0, 1000);
    scratch.sink().close();
    assertEquals(1000, read(scratch.path()).length);
    storage.publish(run.location(), List.of(file));
    assertArrayEquals(content, read(file.path()));
    assertEquals(content.length, storage.size(file.path()).orElseThrow());
    storage.discard(run);
    assertEquals(List.of("t/run1-a"), TestS3.keys(bucket));
    assertEquals(List.of(), TestS3.uploads(bucket));
    assertEquals(1, storage.list(run.location()).size());
    storage.delete(run.location(), List.of(file.path()));
    assertEquals(List.of(), TestS3.keys(bucket));
    assertEquals(0, http.left(), "the fault was not met");
  }

  private PendingFile write(String name, byte[] content) throws IOException {
    PendingSink sink = storage.begin(run, name);
    sink.write(content, 0, content.length);
    sink.close();
    return sink.file();
  }

  private byte[] read(String path) throws IOException {
    try (InputStream in = storage.open(path, 0)) {
      return in.readAllBytes();
    }
  }
}
