package io.sluice.formats.decompress;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** What came out of an archive, and how it ended. */
final class Outcome {
  enum End {
    WHOLE,
    TRUNCATED,
    DAMAGED
  }

  private final byte[] bytes;
  private final End end;

  Outcome(byte[] bytes, End end) {
    this.bytes = bytes;
    this.end = end;
  }

  byte[] bytes() {
    return bytes;
  }

  End end() {
    return end;
  }

  /** Reads whatever can be read, in steps of a size. */
  static Outcome of(Decompressed decompressed, int step) throws IOException {
    try (decompressed) {
      return read((to, length) -> decompressed.read(to, 0, length), step);
    }
  }

  /** What the stream of somebody else's decoder gives, byte by byte so that none is lost. */
  static Outcome reference(byte[] file, BlockFiller.Decoder decoder) throws IOException {
    InputStream[] in = new InputStream[1];
    return read(
        (to, length) -> {
          if (in[0] == null) {
            in[0] = decoder.on(new ByteArrayInputStream(file));
          }
          return in[0].read(to, 0, length);
        },
        1);
  }

  private interface Source {
    int read(byte[] to, int length) throws IOException;
  }

  private static Outcome read(Source source, int step) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] some = new byte[step];
    try {
      for (int n = source.read(some, step); n >= 0; n = source.read(some, step)) {
        out.write(some, 0, n);
      }
      return new Outcome(out.toByteArray(), End.WHOLE);
    } catch (EOFException e) {
      return new Outcome(out.toByteArray(), End.TRUNCATED);
    } catch (IOException e) {
      return new Outcome(out.toByteArray(), End.DAMAGED);
    }
  }
}
