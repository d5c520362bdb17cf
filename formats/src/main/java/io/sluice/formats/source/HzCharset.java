package io.sluice.formats.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.util.Locale;
import java.util.Set;

/**
 * HZ (RFC 1843): Chinese in seven bits. Between <code>~{</code> and <code>~}</code> two bytes are a
 * character of GB 2312; <code>~~</code> is a tilde, and a tilde before a line feed goes on with the
 * line. A line end goes back to ASCII, as writers that forget to do. Can only be read.
 */
final class HzCharset extends Charset {
  static final HzCharset INSTANCE = new HzCharset();

  private static final Set<String> NAMES = Set.of("hz-gb-2312", "hz-gb2312", "hz");

  private HzCharset() {
    super("HZ-GB-2312", new String[] {"HZ"});
  }

  static boolean isNamed(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean contains(Charset other) {
    return other.name().equals("US-ASCII");
  }

  @Override
  public boolean canEncode() {
    return false;
  }

  @Override
  public CharsetEncoder newEncoder() {
    throw new UnsupportedOperationException("HZ can only be read");
  }

  @Override
  public CharsetDecoder newDecoder() {
    return new Decoder(this);
  }

  private static final class Decoder extends CharsetDecoder {
    private static final Charset GB2312 = Charset.forName("GB2312");

    private boolean chinese;

    Decoder(Charset charset) {
      super(charset, 1, 1);
    }

    @Override
    protected void implReset() {
      chinese = false;
    }

    @Override
    protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
      while (in.hasRemaining()) {
        int at = in.position();
        int b = in.get(at) & 0xFF;
        if (b >= 0x80) {
          return CoderResult.malformedForLength(1);
        }
        if (b == '~') {
          if (in.remaining() < 2) {
            return CoderResult.UNDERFLOW;
          }
          int next = in.get(at + 1);
          // Said again, as where a part is decoded once more, it means the same.
          if (next == '{' || next == '}') {
            chinese = next == '{';
          } else if (next == '~' && !chinese) {
            if (!out.hasRemaining()) {
              return CoderResult.OVERFLOW;
            }
            out.put('~');
          } else if (next != '\n') {
            return CoderResult.malformedForLength(1);
          }
          in.position(at + 2);
        } else if (b <= ' ' || !chinese) {
          if (!out.hasRemaining()) {
            return CoderResult.OVERFLOW;
          }
          chinese &= b != '\n';
          out.put((char) b);
          in.position(at + 1);
        } else {
          if (in.remaining() < 2) {
            return CoderResult.UNDERFLOW;
          }
          if (!out.hasRemaining()) {
            return CoderResult.OVERFLOW;
          }
          int next = in.get(at + 1);
          char c = character(b, next);
          if (c == '\uFFFD') {
            return next <= ' '
                ? CoderResult.malformedForLength(1)
                : CoderResult.malformedForLength(2);
          }
          out.put(c);
          in.position(at + 2);
        }
      }
      return CoderResult.UNDERFLOW;
    }

    private static char character(int high, int low) {
      if (low <= ' ' || low == 0x7F) {
        return '\uFFFD';
      }
      String text = new String(new byte[] {(byte) (high | 0x80), (byte) (low | 0x80)}, GB2312);
      return text.length() == 1 ? text.charAt(0) : '\uFFFD';
    }
  }
}
