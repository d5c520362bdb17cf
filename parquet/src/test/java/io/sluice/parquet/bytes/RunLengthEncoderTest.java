package io.sluice.parquet.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;

class RunLengthEncoderTest {
  /** Every width, with runs and literals of all lengths around the groups of eight. */
  @Test
  void parquetJavaDecodesIt() throws IOException {
    Random random = new Random(17);
    for (int width = 0; width <= 31; width++) {
      for (int maxRun : new int[] {1, 2, 7, 8, 9, 40}) {
        for (int count : new int[] {1, 7, 8, 9, 63, 64, 65, 1000}) {
          int[] values = new int[count];
          for (int i = 0; i < count; ) {
            int value = width == 0 ? 0 : random.nextInt() >>> (32 - width);
            for (int run = 1 + random.nextInt(maxRun); run > 0 && i < count; run--) {
              values[i++] = value;
            }
          }
          GrowableBytes out = new GrowableBytes(1);
          // What an earlier page left must not show through.
          for (int i = 0; i < 200; i++) {
            out.write(0xFF);
          }
          out.clear();
          RunLengthEncoder.encode(values, count, width, out);
          RunLengthBitPackingHybridDecoder decoder =
              new RunLengthBitPackingHybridDecoder(
                  width, new ByteArrayInputStream(out.toByteArray()));
          for (int i = 0; i < count; i++) {
            assertEquals(values[i], decoder.readInt(), "width " + width + ", value " + i);
          }
        }
      }
    }
  }

  @Test
  void bitWidths() {
    assertEquals(0, RunLengthEncoder.bitWidth(0));
    assertEquals(1, RunLengthEncoder.bitWidth(1));
    assertEquals(3, RunLengthEncoder.bitWidth(4));
    assertEquals(8, RunLengthEncoder.bitWidth(255));
    assertEquals(9, RunLengthEncoder.bitWidth(256));
  }
}
