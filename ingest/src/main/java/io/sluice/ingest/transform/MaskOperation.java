package io.sluice.ingest.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.Columns;
import io.sluice.ingest.transform.value.Utf8;
import io.sluice.ingest.transform.value.ValueText;
import io.sluice.spec.TransformSpec.MaskMethod;
import io.sluice.spec.type.DataType.Primitive;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Makes a text column that hides what another says; null stays null.
 *
 * @param text the salt or the replacement
 */
record MaskOperation(int from, int to, MaskMethod method, String text, int keepLast)
    implements Operation {
  private static final long serialVersionUID = 1;
  private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

  @Override
  public Work open() {
    BytesColumn made = (BytesColumn) Columns.create(Primitive.STRING, 0);
    Masker masker =
        switch (method) {
          case HASH -> new Hasher(text.getBytes(UTF_8));
          case REDACT -> new Replacer(text.getBytes(UTF_8));
          case PARTIAL -> new Hider(keepLast);
        };
    return (slots, rows) -> {
      fill(slots[from], rows.rows(), made, masker);
      slots[to] = made;
    };
  }

  private static void fill(Column source, int rows, BytesColumn made, Masker masker) {
    made.clear();
    made.ensureCapacity(rows);
    ValueText value = ValueText.of(source);
    boolean[] nulls = source.nulls();
    for (int row = 0; row < rows; row++) {
      if (nulls[row]) {
        made.setNull(row);
      } else {
        masker.mask(value, row, made);
      }
    }
    made.setSize(rows);
  }

  /** One method at work. */
  private interface Masker {
    void mask(ValueText value, int row, BytesColumn made);
  }

  private static final class Replacer implements Masker {
    private final byte[] replacement;

    Replacer(byte[] replacement) {
      this.replacement = replacement;
    }

    @Override
    public void mask(ValueText value, int row, BytesColumn made) {
      made.set(row, replacement, 0, replacement.length);
    }
  }

  private static final class Hasher implements Masker {
    private final byte[] salt;
    private final MessageDigest digest;
    private final byte[] hash = new byte[32];
    private final byte[] hex = new byte[64];

    Hasher(byte[] salt) {
      this.salt = salt;
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }

    @Override
    public void mask(ValueText value, int row, BytesColumn made) {
      value.at(row);
      digest.update(salt);
      digest.update(value.data(), value.start(), value.end() - value.start());
      try {
        digest.digest(hash, 0, hash.length);
      } catch (DigestException e) {
        throw new IllegalStateException("a SHA-256 sum has 32 bytes", e);
      }
      for (int i = 0; i < hash.length; i++) {
        hex[2 * i] = HEX[hash[i] >> 4 & 0xf];
        hex[2 * i + 1] = HEX[hash[i] & 0xf];
      }
      made.set(row, hex, 0, hex.length);
    }
  }

  /** A text no longer than what may stay readable would stay readable whole; it is hidden whole. */
  private static final class Hider implements Masker {
    private final int keepLast;
    private byte[] masked = new byte[64];

    Hider(int keepLast) {
      this.keepLast = keepLast;
    }

    @Override
    public void mask(ValueText value, int row, BytesColumn made) {
      value.at(row);
      byte[] data = value.data();
      int end = value.end();
      int length = Utf8.length(data, value.start(), end);
      int hidden = length > keepLast ? length - keepLast : length;
      int tail = Utf8.skip(data, value.start(), end, hidden);
      if (masked.length < hidden + end - tail) {
        masked = new byte[2 * (hidden + end - tail)];
      }
      Arrays.fill(masked, 0, hidden, (byte) '*');
      System.arraycopy(data, tail, masked, hidden, end - tail);
      made.set(row, masked, 0, hidden + end - tail);
    }
  }
}
