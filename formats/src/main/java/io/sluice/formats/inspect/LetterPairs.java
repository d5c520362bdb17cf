package io.sluice.formats.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How surprising it is, in each of some languages, that a letter beyond ASCII stands beside another
 * letter, or at an end of a word. docs/decisions/0034 says where the table is from.
 */
final class LetterPairs {
  /** Nats for a pair that the table does not know, both letters being the language's. */
  private static final float RARE = 8.5f;

  /** Nats for a pair with a letter that the language does not have. */
  private static final float FOREIGN = 12;

  private static final float NATS_A_LEVEL = 0.5f;

  /** Nats for a text whose languages change from word to word. */
  private static final float MIXED = 1.5f;

  /** Nats more than in its own language for a pair of a word from another one. */
  private static final float LOAN = 4;

  private static LetterPairs loaded;

  private final String[] languages;
  private final Map<Integer, byte[]> levels = new HashMap<>();
  private final Map<Character, boolean[]> letters = new HashMap<>();

  private LetterPairs(String[] languages) {
    this.languages = languages;
  }

  /** The table, loaded when it is first needed. */
  static synchronized LetterPairs get() {
    if (loaded == null) {
      try (InputStream in = LetterPairs.class.getResourceAsStream("letter-pairs.txt");
          BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
        loaded = read(lines.lines().toList());
      } catch (IOException e) {
        throw new UncheckedIOException("letter-pairs.txt cannot be read", e);
      }
    }
    return loaded;
  }

  private static LetterPairs read(Iterable<String> lines) {
    int count = 0;
    for (String line : lines) {
      count += line.startsWith("= ") ? 1 : 0;
    }
    LetterPairs table = new LetterPairs(new String[count]);
    int language = -1;
    for (String line : lines) {
      if (line.startsWith("= ")) {
        table.languages[++language] = line.substring(2);
        continue;
      }
      if (line.startsWith("#")) {
        continue;
      }
      byte level = (byte) (line.charAt(0) - 'a');
      for (int i = 2; i + 1 < line.length(); i += 2) {
        table.put(language, line.charAt(i), line.charAt(i + 1), level);
      }
    }
    return table;
  }

  private void put(int language, char first, char second, byte level) {
    byte[] of =
        levels.computeIfAbsent(
            key(first, second),
            pair -> {
              byte[] unknown = new byte[languages.length];
              Arrays.fill(unknown, (byte) -1);
              return unknown;
            });
    of[language] = level;
    for (char letter : new char[] {first, second}) {
      letters.computeIfAbsent(letter, c -> new boolean[languages.length])[language] = true;
    }
  }

  private static int key(char first, char second) {
    return first << 16 | second;
  }

  /**
   * The nats of some pairs in the language that explains them best, or in a mixture of all.
   *
   * @param pairs how often each pair occurs: the first letter's code times 65,536 plus the
   *     second's; small letters, {@code _} for what is no letter
   */
  double nats(Map<Integer, Integer> pairs) {
    double[] sums = new double[languages.length];
    float[] nats = new float[languages.length];
    double mixed = 0;
    for (Map.Entry<Integer, Integer> each : pairs.entrySet()) {
      byte[] known = levels.get(each.getKey());
      char first = (char) (each.getKey() >>> 16);
      char second = (char) (each.getKey() & 0xffff);
      boolean[] has1 = letters.get(first);
      boolean[] has2 = letters.get(second);
      float least = FOREIGN;
      for (int l = 0; l < sums.length; l++) {
        boolean own = has1 != null && has1[l] && has2 != null && has2[l];
        nats[l] = known != null && known[l] >= 0 ? NATS_A_LEVEL * known[l] : own ? RARE : FOREIGN;
        least = Math.min(least, nats[l]);
      }
      for (int l = 0; l < sums.length; l++) {
        sums[l] += Math.min(nats[l], least + LOAN) * each.getValue();
      }
      mixed += (least + MIXED) * each.getValue();
    }
    double best = mixed;
    for (double sum : sums) {
      best = Math.min(best, sum);
    }
    return best;
  }
}
