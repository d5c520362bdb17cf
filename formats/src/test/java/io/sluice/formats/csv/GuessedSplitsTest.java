package io.sluice.formats.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.CsvReading;
import io.sluice.formats.CsvReading.LayoutBuilder;
import io.sluice.formats.Formats;
import io.sluice.formats.MemoryObject;
import io.sluice.formats.csv.CsvTexts.Case;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.split.RangeChain;
import io.sluice.formats.split.SplitCertainty;
import io.sluice.spec.Thorough;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chain of ranges that holds gives the rows of the whole file; good files are guessed right. */
class GuessedSplitsTest {
  private static final ReadPlan PLAN =
      CsvReading.plan(
          CsvReading.text("a"),
          CsvReading.text("c"),
          CsvReading.column("at", Primitive.BIGINT, Kind.BYTE_OFFSET),
          CsvReading.column("length", Primitive.BIGINT, Kind.BYTE_LENGTH),
          CsvReading.column("raw", Primitive.STRING, Kind.RAW));

  private static boolean holds(MemoryObject file, FileLayout layout, List<ByteRange> ranges)
      throws IOException {
    long[] ends = new long[ranges.size()];
    for (int i = 0; i < ends.length; i++) {
      try (BatchReader reader = Formats.open(file, layout, ranges.get(i), PLAN)) {
        while (reader.next() != null) {
          // Only where it ends is of interest.
        }
        ends[i] = reader.position();
      }
    }
    return RangeChain.holds(ranges, range -> ends[range.rangeIndex()]);
  }

  private static List<ByteRange> guessedAt(long size, long... starts) {
    List<ByteRange> ranges = new ArrayList<>();
    long start = 0;
    for (long next : starts) {
      ranges.add(
          new ByteRange(0, ranges.size(), start, next, true, ranges.isEmpty() ? 0 : -1, false));
      start = next;
    }
    ranges.add(new ByteRange(0, ranges.size(), start, size, true, ranges.isEmpty() ? 0 : -1, true));
    return ranges;
  }

  private static String told(Case test, long split) {
    return test.layout().encoding()
        + " split at "
        + split
        + " of "
        + test.text().replace("\n", "\\n").replace("\r", "\\r");
  }

  /** Whatever is taken for a split, if the chain holds then the rows are right. */
  private static int everySplit(Case test) throws IOException {
    MemoryObject file = test.file();
    List<String> whole = CsvReading.read(file, test.layout(), PLAN);
    long dataStart = CsvFiles.dataStart(file, test.layout());
    int held = 0;
    for (long split = dataStart + 1; split < file.size(); split++) {
      for (long[] splits : new long[][] {{split}, {split, Math.min(file.size(), split + 2)}}) {
        List<ByteRange> ranges = guessedAt(file.size(), splits);
        if (holds(file, test.layout(), ranges)) {
          held++;
          assertEquals(
              whole, CsvReading.read(file, test.layout(), ranges, PLAN), told(test, split));
        }
      }
    }
    return held;
  }

  /** The guesses themselves, from pieces of all sizes. */
  private static void everyGuess(Case test) throws IOException {
    MemoryObject file = test.file();
    List<String> whole = CsvReading.read(file, test.layout(), PLAN);
    for (long split = 0; split < file.size(); split++) {
      for (int[] sizes : new int[][] {{2}, {6, 12}, {20, 1000}}) {
        SplitGuess guess = new SplitGuess(file, test.layout(), sizes);
        List<ByteRange> ranges =
            CsvSplits.guessed(file, test.layout(), 0, new long[] {split, split + 5}, guess);
        if (!holds(file, test.layout(), ranges)) {
          ranges = Formats.provenSplits(file, test.layout(), ranges);
          assertTrue(ranges.stream().noneMatch(ByteRange::guessed));
        }
        assertEquals(whole, CsvReading.read(file, test.layout(), ranges, PLAN), told(test, split));
        assertEquals(file.size(), ranges.get(ranges.size() - 1).end());
      }
    }
  }

  @Test
  void aChainThatHoldsIsRightAtEveryCut() throws IOException {
    int held = 0;
    for (Case test : CsvTexts.adversarial()) {
      held += everySplit(test);
    }
    for (Case test : CsvTexts.random(60, 11)) {
      held += everySplit(test);
    }
    for (Case test : CsvTexts.inOthers(CsvTexts.adversarial())) {
      held += everySplit(test);
    }
    for (Case test : CsvTexts.inOthers(CsvTexts.random(30, 14))) {
      held += everySplit(test);
    }
    assertTrue(held > 100, held + " chains held");
  }

  @Test
  void guessesAreRightOrFoundOutAtEveryCut() throws IOException {
    for (Case test : CsvTexts.adversarial()) {
      everyGuess(test);
    }
    for (Case test : CsvTexts.random(Thorough.cases(10, 40), 12)) {
      everyGuess(test);
    }
    for (Case test : CsvTexts.inOthers(CsvTexts.adversarial())) {
      everyGuess(test);
    }
    for (Case test : CsvTexts.inOthers(CsvTexts.random(Thorough.cases(5, 20), 15))) {
      everyGuess(test);
    }
  }

  @Test
  void provenRangesAreAChain() throws IOException {
    List<Case> cases = new ArrayList<>(CsvTexts.adversarial());
    cases.addAll(CsvTexts.random(Thorough.cases(10, 40), 13));
    cases.addAll(CsvTexts.inOthers(cases));
    for (Case test : cases) {
      MemoryObject file = test.file();
      for (int target = 1; target < file.size(); target += 2) {
        List<ByteRange> proven =
            Formats.splits(file, test.layout(), 0, target, SplitCertainty.PROVEN);
        long[] starts = proven.stream().skip(1).mapToLong(ByteRange::start).toArray();
        List<ByteRange> asIfGuessed = guessedAt(file.size(), starts);
        assertTrue(holds(file, test.layout(), asIfGuessed), told(test, target));
      }
    }
  }

  @Test
  void goodFilesAreGuessedRightAtEveryCut() throws IOException {
    for (long seed = 1; seed <= 2; seed++) {
      String text = CsvTexts.wellFormed(20, new Random(seed));
      LayoutBuilder builder = new LayoutBuilder();
      for (String newline : new String[] {"\n", ""}) {
        builder.newline = newline;
        builder.encoding = newline.isEmpty() ? "UTF-16BE" : "UTF-16LE";
        goodSplits(new Case(text, builder.build()));
        builder.encoding = "UTF-8";
        goodSplits(new Case(text, builder.build()));
      }
    }
  }

  private static void goodSplits(Case test) throws IOException {
    MemoryObject file = test.file();
    long dataStart = CsvFiles.dataStart(file, test.layout());
    for (long split = dataStart; split < file.size(); split++) {
      List<ByteRange> ranges = CsvSplits.guessed(file, test.layout(), 0, new long[] {split});
      assertTrue(holds(file, test.layout(), ranges), told(test, split));
      assertTrue(ranges.stream().skip(1).allMatch(ByteRange::guessed), told(test, split));
    }
  }

  @Test
  void whereLinesAreInQuotesACutMayLieInThem() throws IOException {
    String text =
        "a,b,c\n"
            + "1,2,3\n".repeat(50)
            + "x,\""
            + "words, words\n".repeat(30)
            + "\",y\n"
            + "4,\"5\",6\n".repeat(50);
    MemoryObject file = MemoryObject.of(text);
    CsvLayout layout = new LayoutBuilder().build();
    long split = text.indexOf("words") + 100L;
    List<ByteRange> ranges = CsvSplits.guessed(file, layout, 0, new long[] {split});
    assertEquals(text.indexOf("4,\"5\""), ranges.get(1).start());
    assertTrue(ranges.get(1).guessed());
  }

  @Test
  void recordsInQuotesMisleadAndAreFoundOut() throws IOException {
    String inner = "1,2,3\n".repeat(400_000);
    String text = "a,b,c\n" + "x,\"" + inner + "\",y\n" + "4,\"5\",6\n".repeat(400_000);
    MemoryObject file = MemoryObject.of(text);
    CsvLayout layout = new LayoutBuilder().build();
    long split = 10_000;
    List<ByteRange> ranges = CsvSplits.guessed(file, layout, 0, new long[] {split, 4_000_000});
    assertTrue(ranges.get(1).start() < split + 6);
    assertFalse(holds(file, layout, ranges));
    List<ByteRange> proven = Formats.provenSplits(file, layout, ranges);
    assertEquals(text.indexOf("4,\"5\""), proven.get(1).start());
    assertEquals(CsvReading.read(file, layout, PLAN), CsvReading.read(file, layout, proven, PLAN));
  }

  @Test
  void whatStaysUnclearIsReadToBeCut() throws IOException {
    // Of one column, with no quote in sight: any line may be a record.
    String text = "a\n" + "1\n".repeat(1_500_000);
    LayoutBuilder builder = new LayoutBuilder();
    builder.header = List.of("a");
    MemoryObject file = MemoryObject.of(text);
    List<ByteRange> ranges =
        CsvSplits.guessed(file, builder.build(), 0, new long[] {1_000_000, 2_500_000});
    assertEquals(
        List.of(0L, 499_999L, 1_249_999L), ranges.stream().map(ByteRange::firstRecord).toList());
    // Records that may be larger than memory must not come of a wrong beginning.
    builder.header = List.of("a", "b", "c");
    builder.maxRecordBytes = 512L << 20;
    long[] split = {50};
    assertTrue(
        CsvSplits.guessed(
                MemoryObject.of("a,b,c\n" + "1,\"2\",3\n".repeat(50)), builder.build(), 0, split)
            .stream()
            .noneMatch(ByteRange::guessed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "Big5"})
  void manySplitsOfALargeFile(String encoding) throws IOException {
    String text = CsvTexts.wellFormed(60_000, new Random(5));
    MemoryObject file = MemoryObject.of(text, encoding);
    LayoutBuilder builder = new LayoutBuilder();
    builder.encoding = encoding;
    CsvLayout layout = builder.build();
    long[] wanted = new long[50];
    Arrays.setAll(wanted, i -> 6 + file.size() / 51 * (i + 1));
    List<ByteRange> ranges = CsvSplits.guessed(file, layout, 0, wanted);
    assertEquals(51, ranges.size());
    assertTrue(ranges.stream().skip(1).allMatch(ByteRange::guessed));
    assertTrue(holds(file, layout, ranges));
    assertEquals(CsvReading.read(file, layout, PLAN), CsvReading.read(file, layout, ranges, PLAN));
  }
}
