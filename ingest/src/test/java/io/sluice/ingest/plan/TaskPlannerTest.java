package io.sluice.ingest.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.read.ByteRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TaskPlannerTest {
  private static final long MIB = 1 << 20;

  private static long tasks(int cores, long total) {
    long bytes = new TaskPlanner(cores, 256 * MIB).taskBytes(total);
    return total / bytes + (total % bytes == 0 ? 0 : 1);
  }

  @Test
  void everyCoreGetsAsManyTasks() {
    assertEquals(1, tasks(2, 10 * MIB));
    assertEquals(2, tasks(2, 20 * MIB));
    assertEquals(2, tasks(2, 40 * MIB), "a third would leave one core idle");
    assertEquals(2, tasks(2, 191 * MIB), "small files for little");
    assertEquals(4, tasks(2, 192 * MIB));
    assertEquals(4, tasks(2, 766 * MIB));
    assertEquals(8, tasks(2, 7 * 768 * MIB), "seven full files");
    assertEquals(3, tasks(4, 33 * MIB));
    for (int cores = 1; cores <= 16; cores++) {
      for (long total = 0; total < 20_000 * MIB; total += 97 * MIB + 12_345) {
        long tasks = tasks(cores, total);
        assertTrue(tasks <= cores || tasks % cores == 0, cores + " cores, " + total);
        assertTrue(tasks <= 1 || total / tasks >= 8 * MIB, cores + " cores, " + total);
        assertTrue(total / Math.max(1, tasks) <= 768 * MIB, cores + " cores, " + total);
      }
    }
  }

  @Test
  void rangesAreGroupedAndTheLongestTaskIsTheFirst() {
    Random random = new Random(1);
    List<ByteRange> ranges = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      long size = random.nextInt(10) == 0 ? random.nextInt(20_000_000) : random.nextInt(40_000);
      ranges.add(new ByteRange(i, 0, 0, size, true, 0, true));
    }
    List<List<ByteRange>> tasks = new TaskPlanner(2, 256 * MIB).group(ranges, 50 * MIB);
    List<ByteRange> grouped = new ArrayList<>();
    long before = Long.MAX_VALUE;
    for (List<ByteRange> task : tasks) {
      grouped.addAll(task);
      // As it is planned: opening a file costs as much as reading some of it.
      long cost = task.stream().mapToLong(range -> range.end() + 65_536).sum();
      assertTrue(cost <= 50 * MIB * 9 / 8 && cost <= before);
      before = cost;
    }
    assertEquals(ranges.size(), grouped.size());
    assertEquals(new HashSet<>(ranges), new HashSet<>(grouped));
  }

  /** Cuts files of these sizes and groups what comes of it. */
  private static List<List<ByteRange>> planned(int cores, long... sizes) {
    TaskPlanner planner = new TaskPlanner(cores, 256 * MIB);
    long total = Arrays.stream(sizes).sum();
    long rangeBytes = planner.rangeBytes(total, sizes.length);
    List<ByteRange> ranges = new ArrayList<>();
    for (int file = 0; file < sizes.length; file++) {
      long pieces = Math.max(1, (sizes[file] + rangeBytes - 1) / rangeBytes);
      for (int i = 0; i < pieces; i++) {
        ranges.add(
            new ByteRange(
                file,
                i,
                sizes[file] * i / pieces,
                sizes[file] * (i + 1) / pieces,
                true,
                i == 0 ? 0 : -1,
                i == pieces - 1));
      }
    }
    return planner.group(ranges, planner.taskBytes(total));
  }

  @Test
  void filesThatDoNotFillTasksAreShared() {
    List<List<ByteRange>> tasks = planned(2, 153 * MIB, 153 * MIB, 153 * MIB, 153 * MIB, 153 * MIB);
    assertEquals(4, tasks.size());
    long[] bytes =
        tasks.stream()
            .mapToLong(task -> task.stream().mapToLong(r -> r.end() - r.start()).sum())
            .toArray();
    assertTrue(bytes[0] - bytes[3] < 5 * MIB, Arrays.toString(bytes));
    assertEquals(4, planned(2, 766 * MIB).size());
    assertEquals(1, planned(2, 766 * MIB).get(0).size());
  }

  @Test
  void filesOfOneTaskAreWhole() {
    TaskPlanner planner = new TaskPlanner(2, 256 * MIB);
    assertEquals(15 * MIB, planner.rangeBytes(15 * MIB, 3));
    assertTrue(planner.rangeBytes(40 * MIB, 3) < 13 * MIB);
    List<List<ByteRange>> tasks = planned(2, 9 * MIB, MIB, 5 * MIB);
    assertEquals(1, tasks.size());
    assertEquals(List.of(0, 0, 0), tasks.get(0).stream().map(ByteRange::rangeIndex).toList());
  }

  @Test
  void joinedRangesStillCoverEveryFile() {
    Random random = new Random(2);
    for (int round = 0; round < 200; round++) {
      long[] sizes = new long[1 + random.nextInt(12)];
      Arrays.setAll(sizes, i -> random.nextInt(10) == 0 ? 0 : random.nextInt(400_000_000));
      List<ByteRange> all = new ArrayList<>();
      planned(1 + random.nextInt(4), sizes).forEach(all::addAll);
      all.sort(
          Comparator.comparingInt(ByteRange::fileIndex).thenComparingInt(ByteRange::rangeIndex));
      long end = 0;
      for (int i = 0; i < all.size(); i++) {
        ByteRange range = all.get(i);
        boolean first = i == 0 || all.get(i - 1).last();
        ByteRange before = first ? null : all.get(i - 1);
        assertEquals(first ? 0 : before.rangeIndex() + 1, range.rangeIndex());
        assertEquals(first ? 0 : end, range.start());
        assertEquals(range.rangeIndex() > 0, range.guessed());
        end = range.end();
        assertTrue(!range.last() || end == sizes[range.fileIndex()]);
      }
      assertEquals(sizes.length, all.stream().filter(ByteRange::last).count());
    }
  }
}
