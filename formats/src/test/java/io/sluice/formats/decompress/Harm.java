package io.sluice.formats.decompress;

import io.sluice.formats.source.Compressed;
import java.util.Arrays;
import java.util.Random;

/** What happens to files. */
final class Harm {
  private Harm() {}

  /** The file truncated, with a bit flipped, with something after it, or as it is. */
  static byte[] to(byte[] file, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> {
        return Arrays.copyOf(file, random.nextInt(file.length + 1));
      }
      case 1 -> {
        byte[] flipped = file.clone();
        flipped[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
      }
      case 2 -> {
        return Compressed.concatenated(file, text(random, 1 + random.nextInt(30)));
      }
      default -> {
        return file;
      }
    }
  }

  /** Bytes that can be compressed somewhat. */
  static byte[] text(Random random, int length) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 'a' + random.nextInt(3));
    }
    return text;
  }
}
