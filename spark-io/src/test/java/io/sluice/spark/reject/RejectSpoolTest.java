package io.sluice.spark.reject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.reject.Reject;
import io.sluice.spark.store.Storage;
import io.sluice.spark.store.Storages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectSpoolTest {
  @TempDir Path folder;

  private Storage storage() throws IOException {
    return Storages.of(new Configuration(false)).at(folder.toString());
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
    String path = folder.resolve("a/b/spool").toString();
    RejectSpoolWriter writer = new RejectSpoolWriter(storage(), path);
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      writer.add(i / 100, i % 3, reject(random, i));
    }
    assertEquals(Optional.of(path), writer.finish());
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
    Path path = folder.resolve("spool");
    assertEquals(Optional.empty(), new RejectSpoolWriter(storage(), path.toString()).finish());
    assertFalse(Files.exists(path));
  }

  @Test
  void aCutSpoolIsNoticed() throws IOException {
    Path path = folder.resolve("spool");
    RejectSpoolWriter writer = new RejectSpoolWriter(storage(), path.toString());
    Random random = new Random(9);
    for (int i = 0; i < 2000; i++) {
      writer.add(0, 0, reject(random, i));
    }
    writer.finish();
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
