package io.sluice.aws.s3;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;

/** CRC32 as S3 writes it. */
final class Checksum {
  private Checksum() {}

  static String text(CRC32 crc) {
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
