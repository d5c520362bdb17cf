package io.sluice.formats.inspect;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses among the charsets that text files of the last decades are really in. Each must explain
 * the bytes; how well is judged by {@link Plausibility}, and by ICU, whose letter statistics know
 * languages but need more text than a table often has.
 */
final class LegacyCharsets {
  private static final double OWN_WEIGHT = 0.75;

  /** The charset to read with, and the names under which ICU knows it and its subsets. */
  private static final Map<String, List<String>> CANDIDATES =
      Map.of(
          "windows-1252", List.of("windows-1252", "ISO-8859-1"),
          "ISO-8859-15", List.of(),
          "ISO-8859-2", List.of("ISO-8859-2", "windows-1250"),
          "windows-1251", List.of("windows-1251"),
          "KOI8-R", List.of("KOI8-R"),
          "x-windows-949", List.of("EUC-KR"),
          "windows-31j", List.of("Shift_JIS"),
          "EUC-JP", List.of("EUC-JP"),
          "GB18030", List.of("GB18030"),
          "Big5", List.of("Big5"));

  private record Scored(String charset, double score, double own, int icu) {}

  private LegacyCharsets() {}

  /**
   * @param text whole lines with bytes beyond ASCII
   */
  static EncodingGuess guess(byte[] text) {
    Map<String, Integer> icu = icu(text);
    List<Scored> scores = new ArrayList<>();
    CANDIDATES.forEach(
        (name, icuNames) -> {
          double own = Plausibility.of(text, name) * prior(name);
          int vote = 0;
          for (String icuName : icuNames) {
            vote = Math.max(vote, icu.getOrDefault(icuName, 0));
          }
          scores.add(new Scored(name, OWN_WEIGHT * own + (1 - OWN_WEIGHT) * vote / 100, own, vote));
        });
    scores.sort(
        Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::charset));
    Scored best = scores.get(0);
    Scored next = scores.get(1);
    String encoding = best.charset;
    if (encoding.equals("windows-1252") && !decodes(text, "windows-1252")) {
      // The five bytes that windows-1252 leaves out are controls there.
      encoding = "ISO-8859-1";
    } else if (isLatin(encoding) && hasEuroOf15(text)) {
      encoding = "ISO-8859-15";
    }
    double margin = best.score - next.score;
    return new EncodingGuess(
        encoding,
        0,
        Math.max(0.3, Math.min(0.98, 0.5 + best.score * 0.3 + margin)),
        List.of(
            String.format(
                "%d bytes of lines beyond ASCII: %.0f%% of their letters are plausible in %s (ICU:"
                    + " %d), %.0f%% in %s (ICU: %d)",
                text.length,
                100 * best.own,
                encoding,
                best.icu,
                100 * next.own,
                next.charset,
                next.icu)),
        next.charset);
  }

  /** Of charsets that explain western text equally well the most frequent one is meant. */
  private static double prior(String charset) {
    return charset.startsWith("ISO-8859") ? 0.97 : 1;
  }

  /**
   * Byte A4 is the euro sign in ISO-8859-15, and a sign that nobody writes in ISO-8859-2 and in
   * windows-1252, which has its euro at 80.
   */
  private static boolean hasEuroOf15(byte[] text) {
    boolean sign = false;
    for (byte b : text) {
      int c = b & 0xff;
      if (c >= 0x80 && c < 0xA0) {
        return false;
      }
      sign |= c == 0xA4;
    }
    return sign;
  }

  private static boolean isLatin(String charset) {
    return charset.equals("windows-1252") || charset.equals("ISO-8859-2");
  }

  private static boolean decodes(byte[] text, String charset) {
    return new String(text, Charset.forName(charset)).indexOf('\uFFFD') < 0;
  }

  private static Map<String, Integer> icu(byte[] text) {
    Map<String, Integer> votes = new HashMap<>();
    CharsetDetector detector = new CharsetDetector();
    detector.setText(text);
    for (CharsetMatch match : detector.detectAll()) {
      votes.merge(match.getName(), match.getConfidence(), Math::max);
    }
    return votes;
  }
}
