package io.sluice.aws.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.s3.UploadHandle.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UploadHandleTest {
  private static UploadHandle handle(int parts) {
    Random random = new Random(parts);
    List<Part> list = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      list.add(
          new Part("\"%016x%016x\"".formatted(random.nextLong(), random.nextLong()), "/b+g9w=="));
    }
    return new UploadHandle("upload/id+1==", "mark", 5L << 40, list);
  }

  @Test
  void itsTextSaysAllOfIt() throws IOException {
    for (int parts : new int[] {1, 2, 20, 1_000}) {
      assertEquals(handle(parts), UploadHandle.of(handle(parts).text()), parts + " parts");
    }
  }

  @Test
  void itIsShort() {
    assertTrue(handle(1).text().length() < 150, handle(1).text());
    assertTrue(handle(64).text().length() < 64 * 40, handle(64).text().length() + "");
  }

  @Test
  void whatIsNoneIsRefused() {
    for (String text : List.of("", "x", "z:", "z:!!", "z:AAAA", "{}", "{\"v\":7}", "[1]")) {
      assertThrows(IOException.class, () -> UploadHandle.of(text), text);
    }
  }
}
