package io.sluice.parquet.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The values that appendix B of Apache Iceberg's table specification publishes. */
class Murmur3Test {
  private static int hash(byte[] bytes) {
    return Murmur3.hash(bytes, 0, bytes.length);
  }

  @Test
  void publishedValues() {
    assertEquals(2017239379, Murmur3.hash(34));
    assertEquals(-653330422, Murmur3.hash(LocalDate.of(2017, 11, 16).toEpochDay()));
    long seconds = LocalDateTime.of(2017, 11, 16, 22, 31, 8).toEpochSecond(ZoneOffset.UTC);
    assertEquals(-2047944441, Murmur3.hash(seconds * 1_000_000));
    assertEquals(-500754589, hash(new BigDecimal("14.20").unscaledValue().toByteArray()));
    assertEquals(1210000089, hash("iceberg".getBytes(StandardCharsets.UTF_8)));
    assertEquals(-188683207, hash(new byte[] {0, 1, 2, 3}));
  }

  @Test
  void longsHashAsTheirBytes() {
    byte[] bytes = {34, 0, 0, 0, 0, 0, 0, 0};
    assertEquals(Murmur3.hash(34), hash(bytes));
  }
}
