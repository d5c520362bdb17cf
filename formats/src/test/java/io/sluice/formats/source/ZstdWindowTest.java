package io.sluice.formats.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.MemoryObject;
import io.sluice.formats.inspect.FileInspector;
import io.sluice.formats.inspect.Inspection;
import io.sluice.formats.read.ReadException;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that take more memory to decompress than is given are not damaged, and told apart. */
class ZstdWindowTest {
  /**
   * A frame of one uncompressed block, as RFC 8878 has it.
   *
   * @param log of the window's size
   */
  private static MemoryObject file(int log) {
    byte[] content = "id,x\n1,a\n2,b\n".getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(9 + content.length).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(0xFD2FB528);
    frame.put((byte) 0).put((byte) ((log - 10) << 3));
    frame.put((byte) ((content.length << 3) | 1)).putShort((short) 0);
    return new MemoryObject("a.csv.zst", frame.put(content).array());
  }

  @ParameterizedTest
  @CsvSource({"28, 256 MiB", "31, 2048 MiB"})
  void aLargeWindowIsNamed(int log, String size) throws IOException {
    MemoryObject file = file(log);
    ReadException e =
        assertThrows(
            ReadException.class,
            () -> {
              try (InputStream in = Utf8Input.decompressed(file, "zstd")) {
                in.readAllBytes();
              }
            });
    assertTrue(e.getMessage().contains("a window of " + size), e.getMessage());
    assertTrue(e.getMessage().contains("zstd -d --long=31 FILE"), e.getMessage());
    Inspection found = FileInspector.inspect(file, SourceOptions.defaults());
    assertEquals(Inspection.Status.REFUSED, found.status());
    assertTrue(found.summary().contains("a window of " + size), found.summary());
    assertFalse(found.summary().contains("damaged"), found.summary());
    ReadException refused = assertThrows(ReadException.class, found::layoutOrThrow);
    assertEquals(1, refused.getMessage().split("a.csv.zst", -1).length - 1, refused.getMessage());
  }

  @Test
  void theLargestUsualWindowIsRead() throws IOException {
    Inspection found = FileInspector.inspect(file(27), SourceOptions.defaults());
    assertEquals(Inspection.Status.READABLE, found.status(), found.summary());
  }
}
