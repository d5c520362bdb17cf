package io.sluice.formats.inspect;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * How much of what a charset of two bytes a letter makes of some bytes looks like writing: 0 to 1,
 * by where in its table everyday letters stand.
 */
final class Plausibility {
  /** Of the everyday characters of GB 2312, the rows that JIS X 0208 has its rare kanji in. */
  private static final int LAST_GB_ROWS = 0xD0;

  /** Fewer letters say nothing about how they are spread. */
  private static final int FEW_PAIRS = 12;

  private Plausibility() {}

  static double of(byte[] text, String charset) {
    String decoded = new String(text, Charset.forName(charset));
    int beyond = 0;
    int replaced = 0;
    for (int i = 0; i < decoded.length(); i++) {
      char c = decoded.charAt(i);
      beyond += c >= 0x80 ? 1 : 0;
      replaced += c == '\uFFFD' ? 1 : 0;
    }
    if (beyond == 0) {
      return 0;
    }
    // A truncated line may spoil a character; a wrong charset spoils many.
    double intact = Math.max(0, 1 - 10.0 * replaced / beyond);
    double share =
        switch (charset) {
          case "x-windows-949" -> hangul(decoded);
          case "x-Johab" -> hangul(decoded) * encodable(decoded, "EUC-KR");
          case "x-EUC-TW" -> big5(decoded.getBytes(Charset.forName("Big5")));
          case "windows-31j" -> shiftJis(text);
          case "EUC-JP" -> eucJp(text);
          case "GB18030" -> gb(text);
          case "Big5" -> big5(text);
          default -> throw new IllegalArgumentException(charset + " has one byte a letter");
        };
    return intact * share;
  }

  private static double hangul(String decoded) {
    int hangul = 0;
    int others = 0;
    for (int i = 0; i < decoded.length(); i++) {
      char c = decoded.charAt(i);
      if (c >= 0xAC00 && c <= 0xD7A3) {
        hangul++;
      } else if (c >= 0x80 && Character.isLetter(c)) {
        others++;
      }
    }
    return share(hangul, hangul + others);
  }

  /** Simplified Chinese: the first 3,755 characters of GB 2312 fill rows B0 to D7. */
  private static double gb(byte[] text) {
    int pairs = 0;
    int common = 0;
    int upperRows = 0;
    int lastRows = 0;
    for (int i = 0; i + 1 < text.length; i++) {
      int lead = text[i] & 0xff;
      if (lead > 0x80) {
        int trail = text[++i] & 0xff;
        boolean symbol = lead >= 0xA1 && lead <= 0xA3 && trail >= 0xA1;
        boolean everyday = lead >= 0xB0 && lead <= 0xD7 && trail >= 0xA1;
        pairs += symbol ? 0 : 1;
        common += everyday ? 1 : 0;
        upperRows += everyday && lead >= 0xC9 ? 1 : 0;
        lastRows += everyday && lead >= LAST_GB_ROWS ? 1 : 0;
      }
    }
    // Rows B0 to C8 alone are where Hangul stands in the Korean table, and B0 to CF where the
    // everyday kanji do in the Japanese one; a fifth of Chinese text is in D0 to D7.
    boolean spread = upperRows > 0.12 * pairs;
    boolean whole = pairs < FEW_PAIRS || lastRows > 0.05 * pairs;
    return share(common, pairs) * (spread ? 1 : 0.7) * (whole ? 1 : 0.6);
  }

  /** Traditional Chinese: the 5,401 frequent characters fill rows A4 to C6. */
  private static double big5(byte[] text) {
    int pairs = 0;
    int common = 0;
    int lowTrails = 0;
    for (int i = 0; i + 1 < text.length; i++) {
      int lead = text[i] & 0xff;
      if (lead > 0x80) {
        int trail = text[++i] & 0xff;
        boolean symbol = lead >= 0xA1 && lead <= 0xA3;
        boolean legal = (trail >= 0x40 && trail <= 0x7E) || trail >= 0xA1;
        pairs += symbol && legal ? 0 : 1;
        common += lead >= 0xA4 && lead <= 0xC6 && legal ? 1 : 0;
        lowTrails += trail < 0x80 ? 1 : 0;
      }
    }
    boolean mixed = lowTrails > 0.15 * pairs;
    return share(common, pairs) * (mixed ? 1 : 0.5);
  }

  /** Japanese: kana in rows 82 and 83, the everyday kanji in rows 88 to 97. */
  private static double shiftJis(byte[] text) {
    int letters = 0;
    double common = 0;
    for (int i = 0; i < text.length; i++) {
      int lead = text[i] & 0xff;
      if (lead >= 0xA1 && lead <= 0xDF) {
        letters++;
        common += 0.3;
      } else if (lead > 0x80 && i + 1 < text.length) {
        int trail = text[++i] & 0xff;
        boolean everyday = lead == 0x82 || lead == 0x83 || (lead >= 0x88 && lead <= 0x97);
        letters += lead == 0x81 ? 0 : 1;
        common += everyday && trail >= 0x40 ? 1 : 0;
      }
    }
    return letters == 0 ? 0 : common / letters;
  }

  /** Japanese: kana in rows A4 and A5, the everyday kanji in rows B0 to CF. */
  private static double eucJp(byte[] text) {
    int pairs = 0;
    int common = 0;
    int kana = 0;
    int lateKanji = 0;
    for (int i = 0; i + 1 < text.length; i++) {
      int lead = text[i] & 0xff;
      if (lead > 0x80) {
        int trail = text[++i] & 0xff;
        boolean isKana = (lead == 0xA4 || lead == 0xA5) && trail >= 0xA1;
        boolean kanji = lead >= 0xB0 && lead <= 0xCF && trail >= 0xA1;
        pairs += lead >= 0xA1 && lead <= 0xA3 ? 0 : 1;
        common += isKana || kanji ? 1 : 0;
        kana += isKana ? 1 : 0;
        lateKanji += kanji && lead >= 0xC9 ? 1 : 0;
      }
    }
    // Names are of kanji alone: a sixth of these are in rows that Hangul does not reach.
    boolean mixed = kana > 0.1 * pairs || (pairs >= FEW_PAIRS && lateKanji > 0.08 * pairs);
    return share(common, pairs) * (mixed ? 1 : 0.6);
  }

  private static double encodable(String decoded, String charset) {
    CharsetEncoder encoder = Charset.forName(charset).newEncoder();
    int letters = 0;
    int everyday = 0;
    for (int i = 0; i < decoded.length(); i++) {
      if (decoded.charAt(i) >= 0x80) {
        letters++;
        everyday += encoder.canEncode(decoded.charAt(i)) ? 1 : 0;
      }
    }
    return share(everyday, letters);
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
