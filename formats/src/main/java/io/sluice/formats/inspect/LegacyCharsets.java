package io.sluice.formats.inspect;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Chooses among the charsets that text files of the last decades are in. Each makes a text of the
 * bytes, and that text costs: by how surprising its letters stand beside each other in the language
 * that explains them best ({@link LetterPairs}), for charsets of two bytes a letter by how far they
 * are everyday ones ({@link Plausibility}). The cheapest is meant.
 */
final class LegacyCharsets {
  /** Enough to tell languages apart, little enough for sixty charsets. */
  private static final int MOST_BYTES = 12 << 10;

  // Nats for a character that is no letter.
  private static final double USUAL_SIGN = 5;
  private static final double SIGN = 9;

  /** Three dots after a word, which are a letter in many charsets. */
  private static final double DOTS = 8;

  private static final double IN_WORD = 13;
  private static final double BOX = 8;
  private static final double CONTROL = 15;
  private static final double UNDEFINED = 25;

  /** A large letter beyond ASCII after a small one. */
  private static final double CASE_BREAK = 7;

  /** For each byte of an everyday letter of two bytes, and of another. */
  private static final double EVERYDAY_BYTE = 3.2;

  private static final double STRANGE_BYTE = 7;

  /** One letter of two bytes between Latin ones: mostly an accent and what stood after it. */
  private static final double LONE = 14;

  /** What ICU's certainty is worth, a byte, up to so many bytes. */
  private static final double ICU_BYTE = 0.5;

  private static final int ICU_BYTES = 60;

  /** What a difference in nats makes of certainty. */
  private static final double CERTAINTY = 6;

  /** How certain is at most what one of two opinions speaks against. */
  private static final double DISPUTED = 0.85;

  /** Writing costs less than this a byte; what costs more is in a charset that is not known. */
  private static final double STRANGE = 8.5;

  private static final Map<String, Double> CANDIDATES = new LinkedHashMap<>();
  private static final Map<String, List<String>> ICU_NAMES = new HashMap<>();

  static {
    prior(0, "windows-1252", "x-windows-949", "windows-31j", "EUC-JP", "GB18030", "Big5");
    prior(1, "windows-1251");
    prior(1.5, "windows-1250", "windows-1253", "windows-1254", "windows-1255", "windows-1256");
    prior(1.5, "windows-1257", "x-windows-874");
    prior(2, "KOI8-R", "ISO-8859-2", "ISO-8859-15");
    prior(2.5, "ISO-8859-5", "ISO-8859-7", "ISO-8859-9", "ISO-8859-6", "ISO-8859-8");
    prior(3, "KOI8-U", "IBM850", "IBM866", "ISO-8859-13", "ISO-8859-4", "ISO-8859-16");
    prior(3.5, "IBM852", "IBM437", "x-MacRoman", "ISO-8859-3", "IBM858", "windows-1258");
    prior(4, "IBM855", "IBM857", "IBM862", "IBM737", "IBM775", "x-MacCyrillic");
    prior(4.5, "x-MacCentralEurope", "x-MacGreek", "x-MacTurkish", "IBM869", "IBM865", "IBM861");
    prior(5, "x-MacUkraine", "x-MacIceland");
    prior(5, "IBM860", "IBM863", "IBM864", "x-EUC-TW", "x-Johab", "TIS-620");
    ICU_NAMES.put("windows-1252", List.of("windows-1252", "ISO-8859-1"));
    ICU_NAMES.put("ISO-8859-15", List.of("windows-1252", "ISO-8859-1"));
    ICU_NAMES.put("windows-1250", List.of("windows-1250", "ISO-8859-2"));
    ICU_NAMES.put("windows-1253", List.of("windows-1253", "ISO-8859-7"));
    ICU_NAMES.put("windows-1254", List.of("windows-1254", "ISO-8859-9"));
    ICU_NAMES.put("windows-1255", List.of("windows-1255", "ISO-8859-8", "ISO-8859-8-I"));
    ICU_NAMES.put("x-windows-949", List.of("EUC-KR"));
    ICU_NAMES.put("windows-31j", List.of("Shift_JIS"));
  }

  /**
   * A charset, the text that it makes, and what that costs.
   *
   * @param statistics the same without ICU's opinion
   */
  private record Reading(String charset, String text, double nats, double statistics) {}

  private LegacyCharsets() {}

  private static void prior(double nats, String... names) {
    for (String name : names) {
      if (Charset.isSupported(name)) {
        CANDIDATES.put(name, nats);
      }
    }
  }

  /**
   * @param lines whole lines with bytes beyond ASCII
   */
  static EncodingGuess guess(byte[] lines) {
    byte[] text = lines.length <= MOST_BYTES ? lines : Arrays.copyOf(lines, whole(lines));
    int beyond = 0;
    for (byte b : text) {
      beyond += b < 0 ? 1 : 0;
    }
    Map<String, Integer> icu = icu(text);
    List<Reading> readings = new ArrayList<>();
    for (Map.Entry<String, Double> each : CANDIDATES.entrySet()) {
      readings.add(reading(text, each.getKey(), each.getValue(), icu));
    }
    readings.sort(Comparator.comparingDouble(Reading::nats).thenComparing(Reading::charset));
    Reading best = readings.get(0);
    Reading next =
        readings.stream()
            .filter(other -> !other.text().equals(best.text()))
            .findFirst()
            .orElse(readings.get(1));
    String encoding = best.charset();
    boolean controls = best.text().chars().anyMatch(c -> c >= 0x80 && c < 0xA0);
    if (encoding.equals("windows-1252") && best.text().indexOf('\uFFFD') >= 0) {
      // The five bytes that windows-1252 leaves out are controls there.
      encoding = "ISO-8859-1";
      controls = true;
    } else if (encoding.equals("windows-1252") && hasEuroOf15(text)) {
      encoding = "ISO-8859-15";
    }
    double apart = next.nats() - best.nats();
    double sure = 0.98 - 0.48 * Math.exp(-apart / CERTAINTY);
    double each = best.nats() / Math.max(1, beyond);
    double confidence = controls || each > STRANGE ? Math.min(0.6, sure) : sure;
    // What only ICU says, or what reads letters as signs, is not certain.
    boolean disputed = next.statistics() < best.statistics() || signsAlone(best, next, beyond);
    confidence = disputed ? Math.min(DISPUTED, confidence) : confidence;
    return new EncodingGuess(
        encoding,
        0,
        confidence,
        List.of(
            String.format(
                Locale.ROOT,
                "%d bytes beyond ASCII: as %s they read '%s' (%.1f nats a byte), as %s '%s' (%.1f)",
                beyond,
                encoding,
                example(best.text(), next.text()),
                each,
                next.charset(),
                example(next.text(), best.text()),
                next.nats() / Math.max(1, beyond))),
        " ('" + example(best.text(), next.text()) + "')",
        next.charset() + " ('" + example(next.text(), best.text()) + "')");
  }

  /**
   * Byte A4 is the euro sign in ISO-8859-15, and a sign that nobody writes in windows-1252, which
   * has its euro at 80.
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

  private static int whole(byte[] lines) {
    int at = MOST_BYTES;
    while (at > MOST_BYTES / 2 && lines[at - 1] != '\n' && lines[at - 1] != '\r') {
      at--;
    }
    return at > MOST_BYTES / 2 ? at : MOST_BYTES;
  }

  /** What stands around the first letter beyond ASCII that another charset reads otherwise. */
  private static String example(String text, String other) {
    int at = 0;
    while (at < text.length()
        && (text.charAt(at) < 0x80
            || (at < other.length() && text.charAt(at) == other.charAt(at)))) {
      at++;
    }
    int from = Math.min(at, text.length());
    while (from > 0 && at - from < 8 && Character.isLetter(text.charAt(from - 1))) {
      from--;
    }
    int to = Math.min(at, text.length());
    while (to < text.length() && to - at < 12 && Character.isLetter(text.charAt(to))) {
      to++;
    }
    return text.substring(from, Math.min(text.length(), Math.max(to, from + 1)));
  }

  private static Reading reading(
      byte[] text, String charset, double prior, Map<String, Integer> icu) {
    String decoded = decoded(text, charset);
    double nats = prior;
    if (isWide(charset)) {
      double everyday = Plausibility.of(text, charset);
      double a = everyday * EVERYDAY_BYTE + (1 - everyday) * STRANGE_BYTE;
      nats += a * beyond(text) + LONE * lone(decoded) + UNDEFINED * replaced(decoded);
    } else {
      nats += narrow(charset.equals("windows-1258") ? composed(decoded) : decoded);
    }
    int vote = 0;
    for (String name : ICU_NAMES.getOrDefault(charset, List.of(charset))) {
      vote = Math.max(vote, icu.getOrDefault(name, 0));
    }
    double opinion = ICU_BYTE * Math.min(ICU_BYTES, beyond(text)) * vote / 100;
    return new Reading(charset, decoded, nats - opinion, nats);
  }

  /** Whether one reading has nothing but signs beyond ASCII where the next has letters. */
  private static boolean signsAlone(Reading best, Reading next, int beyond) {
    return best.text().chars().noneMatch(c -> c >= 0x80 && Character.isLetter(c))
        && next.text().chars().anyMatch(c -> c >= 0x80 && Character.isLetter(c))
        && next.nats() - best.nats() < SIGN * beyond / 2;
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static String decoded(byte[] text, String charset) {
    CharsetDecoder decoder =
        Charset.forName(charset)
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    try {
      return decoder.decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("cannot happen: what is malformed is replaced", e);
    }
  }

  private static boolean isWide(String charset) {
    return switch (charset) {
      case "x-windows-949", "windows-31j", "EUC-JP", "GB18030", "Big5", "x-EUC-TW", "x-Johab" ->
          true;
      default -> false;
    };
  }

  private static int beyond(byte[] text) {
    int beyond = 0;
    for (byte b : text) {
      beyond += b < 0 ? 1 : 0;
    }
    return beyond;
  }

  private static long replaced(String text) {
    return text.chars().filter(c -> c == 0xFFFD).count();
  }

  /** Letters beyond ASCII that stand alone beside Latin ones. */
  private static int lone(String text) {
    int lone = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        int from = i;
        while (i + 1 < text.length() && text.charAt(i + 1) >= 0x80) {
          i++;
        }
        boolean before = from > 0 && isLatin(text.charAt(from - 1));
        boolean after = i + 1 < text.length() && isLatin(text.charAt(i + 1));
        lone += i == from && (before || after) ? 1 : 0;
      }
    }
    return lone;
  }

  private static boolean isLatin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static double narrow(String text) {
    double nats = 0;
    Map<Integer, Integer> pairs = new HashMap<>();
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char after = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      if (c >= 0x80) {
        if (isLetter(c)) {
          pairs.merge(pair(before, c), 1, Integer::sum);
          if (after < 0x80 || !isLetter(after)) {
            pairs.merge(pair(c, after), 1, Integer::sum);
          }
          boolean large = Character.isUpperCase(c);
          nats += large && Character.isLowerCase(before) ? CASE_BREAK : 0;
          // A small letter between large ones, as where ß stands for another.
          nats += !large && Character.isLowerCase(c) && isShouted(before, after) ? CASE_BREAK : 0;
        } else {
          nats += sign(c, before, after);
        }
      }
      before = c;
    }
    return nats + LetterPairs.get().nats(pairs);
  }

  private static boolean isShouted(char before, char after) {
    return Character.isUpperCase(before) && Character.isUpperCase(after);
  }

  private static boolean isLetter(char c) {
    return Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private static int pair(char first, char second) {
    return folded(first) << 16 | folded(second);
  }

  private static char folded(char c) {
    if (!isLetter(c)) {
      return '_';
    }
    char small = Character.toLowerCase(c);
    return switch (small) {
      case '\u0219' -> '\u015F';
      case '\u021B' -> '\u0163';
      default -> small;
    };
  }

  private static double sign(char c, char before, char after) {
    if (c == '\uFFFD') {
      return UNDEFINED;
    }
    if (c < 0xA0) {
      return CONTROL;
    }
    if (c >= 0x2500 && c <= 0x259F) {
      // Lines are drawn of many.
      boolean beside = Character.isLetter(before) || Character.isLetter(after);
      return beside ? CONTROL : before == c || after == c ? 2 : BOX;
    }
    boolean inWord = Character.isLetter(before) && Character.isLetter(after);
    boolean apostrophe = c == '\u2019';
    if (c == '\u2026' && Character.isLetter(before) && after == ' ') {
      return DOTS;
    }
    if ("\u2019\u201D»".indexOf(c) >= 0 && !Character.isLetterOrDigit(before)) {
      return Character.isLetter(after) ? SIGN : USUAL_SIGN;
    }
    if ("°§£€©®«»²³·–—‘’“”„…\u00A0¿¡№½¼™•".indexOf(c) >= 0) {
      boolean led = c == '™' && Character.isLetter(after);
      return (inWord && !apostrophe) || led ? IN_WORD : USUAL_SIGN;
    }
    return inWord || c == '¤' ? IN_WORD : SIGN;
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
