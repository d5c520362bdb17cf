package io.sluice.ingest.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIdentityTest {
  private static final FileTime EARLY = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
  private static final FileTime LATE = FileTime.from(Instant.parse("2021-01-01T00:00:00Z"));

  @TempDir Path folder;

  @Test
  void aTouchedOrCopiedFileIsTheSameVersion() throws Exception {
    Path file = Files.writeString(folder.resolve("a.csv"), "a\n1\n");
    Files.setLastModifiedTime(file, EARLY);
    String identity = identity(file);
    Files.setLastModifiedTime(file, LATE);
    assertEquals(identity, identity(file));
    assertEquals(identity, identity(Files.copy(file, folder.resolve("b.csv"))));
  }

  @Test
  void aChangeIsFoundThoughSizeAndTimeStay() throws Exception {
    Path file = Files.writeString(folder.resolve("a.csv"), "a\n1\n");
    Files.setLastModifiedTime(file, EARLY);
    String identity = identity(file);
    Files.writeString(file, "a\n2\n");
    Files.setLastModifiedTime(file, EARLY);
    assertNotEquals(identity, identity(file));
  }

  @Test
  void anEmptyFileHasAnIdentityAndAMissingOneHasNone() throws Exception {
    assertTrue(identity(Files.createFile(folder.resolve("e"))).startsWith("sha256:0:"));
    assertThrows(NoSuchFileException.class, () -> identity(folder.resolve("missing")));
  }

  @Test
  void aLargeFileIsSampledFromTheFirstByteToTheLast() throws Exception {
    Path file = folder.resolve("large");
    long size = FileIdentity.WHOLE_LIMIT + 12_345;
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(size);
    }
    Files.setLastModifiedTime(file, EARLY);
    String identity = identity(file);
    for (long at : new long[] {0, FileIdentity.blockStart(40, size), size - 1}) {
      flip(file, at);
      Files.setLastModifiedTime(file, EARLY);
      assertNotEquals(identity, identity(file), "byte " + at);
      flip(file, at);
      Files.setLastModifiedTime(file, EARLY);
      assertEquals(identity, identity(file), "byte " + at);
    }
    Files.setLastModifiedTime(file, LATE);
    assertNotEquals(identity, identity(file), "time");
  }

  @Test
  void blocksStayWithinTheFileAndReachBothEnds() {
    for (long size : new long[] {FileIdentity.WHOLE_LIMIT + 1, 766L << 20, 1L << 42}) {
      assertEquals(0, FileIdentity.blockStart(0, size));
      assertEquals(
          size - FileIdentity.BLOCK_BYTES, FileIdentity.blockStart(FileIdentity.BLOCKS - 1, size));
      for (int block = 1; block < FileIdentity.BLOCKS; block++) {
        long gap = FileIdentity.blockStart(block, size) - FileIdentity.blockStart(block - 1, size);
        assertTrue(gap > FileIdentity.BLOCK_BYTES, "blocks overlap");
      }
    }
  }

  private static String identity(Path file) throws Exception {
    return FileIdentity.version(file.toString(), file).orElseThrow().identity();
  }

  private static void flip(Path file, long at) throws Exception {
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(at);
      int value = raw.read();
      raw.seek(at);
      raw.write(value ^ 1);
    }
  }
}
