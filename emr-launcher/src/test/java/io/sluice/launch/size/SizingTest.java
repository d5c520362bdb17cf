package io.sluice.launch.size;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SizingTest {
  private static final long GB = 1_000_000_000L;

  private static Work csv(long bytes) {
    return Work.of(List.of(new InputFile("csv", bytes, false, true)));
  }

  private static Size size(String way, Work work) {
    return Sizing.of(way, work, 299).orElseThrow();
  }

  @Test
  void moreBytesTakeMoreAndThenLargerWorkers() {
    Size small = size("glue", csv(10_000_000));
    assertEquals("G.1X", small.machine().name());
    assertEquals(2, small.workers());
    int before = 0;
    for (long gigabytes : new long[] {1, 100, 1000, 5000}) {
      Size each = size("glue", csv(gigabytes * GB));
      int processors = each.workers() * each.machine().processors();
      assertTrue(processors >= before, gigabytes + " GB: " + each);
      assertTrue(each.workers() <= Sizing.MOST_WORKERS + 1, gigabytes + " GB: " + each);
      before = processors;
    }
    assertEquals("G.4X", size("glue", csv(50_000 * GB)).machine().name());
  }

  @Test
  void whatCannotBeSplitIsNotGivenProcessorsThatWait() {
    Work one = Work.of(List.of(new InputFile("csv", 100 * GB, true, false)));
    assertEquals(1, one.parts());
    assertEquals(2, size("glue", one).workers());
    // The same bytes in a hundred files have a hundred processors.
    Work many = Work.of(Collections.nCopies(100, new InputFile("csv", GB, true, false)));
    assertTrue(size("glue", many).workers() > 2);
    assertTrue(size("glue", many).seconds() < size("glue", one).seconds() / 10);
  }

  @Test
  void slowFormatsTakeLonger() {
    double csv = Work.of(List.of(new InputFile("csv", GB, false, true))).processorSeconds();
    double json = Work.of(List.of(new InputFile("json", GB, false, false))).processorSeconds();
    double odd = Work.of(List.of(new InputFile("xml", GB, false, false))).processorSeconds();
    assertTrue(json > csv);
    assertEquals(json, odd);
    double packed = Work.of(List.of(new InputFile("csv", GB, true, false))).processorSeconds();
    assertEquals(csv * Rates.EXPANSION, packed, 1);
  }

  @Test
  void limitsOfTheUserHold() {
    Size limited = Sizing.of("glue", csv(10_000 * GB), 5).orElseThrow();
    assertEquals(5, limited.workers());
    assertTrue(limited.seconds() > size("glue", csv(10_000 * GB)).seconds());
    assertEquals(2, Sizing.of("emr", csv(1), 0).orElseThrow().workers());
  }

  @Test
  void aFunctionTakesWhatFitsIntoItsTime() {
    assertTrue(size("lambda", csv(50_000_000)).possible());
    Size no = size("lambda", csv(1000 * GB));
    assertFalse(no.possible());
    assertTrue(no.obstacle().contains("take glue or emr-serverless"), no.obstacle());
  }

  @Test
  void nothingToReadIsSmall() {
    Work nothing = Work.of(List.of());
    for (String way : Sizing.ways()) {
      Size size = size(way, nothing);
      assertTrue(size.possible());
      assertEquals(size.startSeconds(), size.seconds(), 0.001);
    }
    assertTrue(Sizing.of("local", nothing, 10).isEmpty());
    assertTrue(Sizing.of("spark-submit", nothing, 10).isEmpty());
  }

  @Test
  void manyTinyFilesAreReckonedByTheirNumber() {
    Work tiny = Work.of(Collections.nCopies(100_000, new InputFile("csv", 40, false, true)));
    assertTrue(tiny.processorSeconds() > 1000);
    assertTrue(size("glue", tiny).workers() >= 2);
  }

  @Test
  void workersThatSomebodyChoseAreTaken() {
    Machine four = Machine.ofGlue("G.4X");
    Size fixed = Sizing.chosen("glue", four, 10, 10, csv(1));
    assertEquals(10, fixed.workers());
    assertEquals(2, Sizing.chosen("glue", four, 0, 10, csv(1)).workers());
    Size large = Sizing.chosen("glue", four, 0, 10, csv(1000 * GB));
    assertEquals(10, large.workers());
    assertEquals(four, large.machine());
    double few = Sizing.chosen("glue", four, 0, 3, csv(1000 * GB)).seconds();
    assertTrue(few > 2 * large.seconds(), few + " and " + large);
    assertEquals(2, Sizing.chosen("emr", four, 0, 1, csv(1000 * GB)).workers());
    assertEquals(new Machine("R.2X", 8, 64, 2), Machine.ofGlue("R.2X"));
  }

  @Test
  void aFunctionWorksAsItsMemorySays() {
    Work work = csv(500_000_000);
    double one = Sizing.function(1769, work).seconds();
    double half = Sizing.function(885, work).seconds();
    assertEquals(2, (half - 5) / (one - 5), 0.01);
    Size two = Sizing.function(3538, work);
    assertEquals(2, two.machine().processors());
    assertEquals(3538 / 1024d, two.machine().units());
    assertFalse(Sizing.function(512, csv(20 * GB)).possible());
  }
}
