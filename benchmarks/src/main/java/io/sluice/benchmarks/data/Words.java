package io.sluice.benchmarks.data;

import java.util.SplittableRandom;

/** Words and sentences. */
final class Words {
  private static final String[] PLAIN =
      ("river harbour lantern meadow copper violet anchor timber saddle canyon ember falcon glacier"
              + " hollow island juniper kettle lagoon marble nettle orchard pebble quarry ribbon"
              + " summit thistle umbra valley willow yonder zephyr basalt cinder delta estuary")
          .split(" ");

  /** Beyond ASCII, in two, three and four bytes of UTF-8. */
  private static final String[] WORLDLY = {
    "café", "Straße", "naïve", "서울", "부산", "데이터", "東京", "数据", "мост", "😀", "🚢"
  };

  private Words() {}

  static String word(SplittableRandom random) {
    return PLAIN[random.nextInt(PLAIN.length)];
  }

  /** {@code count} words, of which about one in eight is not ASCII. */
  static String sentence(SplittableRandom random, int count) {
    StringBuilder text = new StringBuilder(count * 8);
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        text.append(' ');
      }
      text.append(random.nextInt(8) == 0 ? WORLDLY[random.nextInt(WORLDLY.length)] : word(random));
    }
    return text.toString();
  }
}
