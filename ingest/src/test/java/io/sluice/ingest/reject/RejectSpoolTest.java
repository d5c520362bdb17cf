package io.sluice.ingest.reject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.reject.Reject;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectSpoolTest {
  @TempDir Path folder;

  private Storage storage() throws IOException {
    return LocalStorages.INSTANCE.at(folder.toString());
  }

  private RejectSpoolWriter writer() throws IOException {
    return new RejectSpoolWriter(storage(), new RunFiles(folder.toString(), "run"));
  }

  private static Reject reject(Random random, int i) {
    return new Reject(
        i,
        random.nextLong(),
        random.nextInt(),
        "열" + i,
        "not_a_number",
        "'12x' is not a bigint",
        "가,나\u0000\n".repeat(random.nextInt(2000)));
  }

  @Test
  void rejectsComeBackAsTheyWere() throws IOException {
    RejectSpoolWriter writer = writer();
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      writer.add(i / 100, i % 3, reject(random, i));
    }
    String path = writer.finish().orElseThrow();
    random = new Random(7);
    try (RejectSpoolReader reader = new RejectSpoolReader(storage(), path)) {
      for (int i = 0; i < 500; i++) {
        assertEquals(new SpooledReject(i / 100, i % 3, reject(random, i)), reader.next());
      }
      assertNull(reader.next());
    }
  }

  @Test
  void noRejectNoFile() throws IOException {
    assertEquals(Optional.empty(), writer().finish());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aCutSpoolIsNoticed() throws IOException {
    RejectSpoolWriter writer = writer();
    Random random = new Random(9);
    for (int i = 0; i < 2000; i++) {
      writer.add(0, 0, reject(random, i));
    }
    Path path = Path.of(writer.finish().orElseThrow());
    byte[] bytes = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(bytes, bytes.length / 2));
    IOException e = assertThrows(IOException.class, () -> readAll(path));
    assertTrue(e.getMessage() != null, e.toString());
  }

  private int readAll(Path path) throws IOException {
    int count = 0;
    try (RejectSpoolReader reader = new RejectSpoolReader(storage(), path.toString())) {
      while (reader.next() != null) {
        count++;
      }
    }
    return count;
  }
}
