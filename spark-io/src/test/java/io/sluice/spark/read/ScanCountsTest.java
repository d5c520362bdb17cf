package io.sluice.spark.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.reject.PassedOver;
import io.sluice.ingest.read.RangeCount;
import io.sluice.ingest.read.RangeId;
import io.sluice.spark.TestSpark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskContext$;
import org.apache.spark.util.AccumulatorV2;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.collection.JavaConverters;

/**
 * The scan's counts while they arrive at a task: Spark registers them with the task before their
 * fields are there, and its heartbeat thread asks whatever is registered.
 */
class ScanCountsTest {
  private static final RangeId RANGE = new RangeId(0, 0);
  private static final RangeCount COUNT = new RangeCount(5, 4, 1, 0, 100, PassedOver.NONE);

  private final ScanCounts driver = new ScanCounts();
  private TaskContext task;

  @BeforeEach
  void beginTask() {
    TestSpark.session().sparkContext().register(driver);
    task = TaskContext$.MODULE$.empty();
    TaskContext$.MODULE$.setTaskContext(task);
  }

  @AfterEach
  void endTask() {
    TaskContext$.MODULE$.unset();
  }

  private byte[] sent() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(driver);
    }
    return bytes.toByteArray();
  }

  /** All that may be asked, by a heartbeat and by others. */
  private static void assertNothingCounted(ScanCounts counts) {
    assertTrue(counts.isZero());
    assertEquals(Map.of(), counts.value());
    assertTrue(counts.copy().isZero());
    assertEquals(0, counts.ranges());
    assertEquals(Set.of(), counts.disagreements());
    ScanCounts other = new ScanCounts();
    other.merge(counts);
    assertTrue(other.isZero());
  }

  /** What a heartbeat would ask. */
  private static List<ScanCounts> registered(TaskContext task) {
    List<ScanCounts> found = new ArrayList<>();
    for (AccumulatorV2<?, ?> accumulator :
        JavaConverters.seqAsJavaList(task.taskMetrics().accumulators())) {
      if (accumulator instanceof ScanCounts counts) {
        found.add(counts);
      }
    }
    return found;
  }

  /** Reads an object, and does something when it comes to the first map in it. */
  private static final class Halfway extends ObjectInputStream {
    private final Runnable work;

    Halfway(InputStream in, Runnable work) throws IOException {
      super(in);
      this.work = work;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      if (description.getName().equals(ConcurrentHashMap.class.getName())) {
        work.run();
      }
      return super.resolveClass(description);
    }
  }

  @Test
  void areNoneBeforeTheirFieldsAreThere() throws Exception {
    List<ScanCounts> asked = new ArrayList<>();
    Runnable heartbeat =
        () -> {
          registered(task).forEach(ScanCountsTest::assertNothingCounted);
          asked.addAll(registered(task));
        };
    try (Halfway in = new Halfway(new ByteArrayInputStream(sent()), heartbeat)) {
      ScanCounts received = (ScanCounts) in.readObject();
      assertEquals(List.of(received), asked, "Spark registers it while it is read");
      received.add(Map.entry(RANGE, COUNT));
      assertEquals(Map.of(RANGE, COUNT), received.value());
    }
  }

  @Test
  void aHeartbeatAtAnyMomentIsAnswered() throws Exception {
    byte[] sent = sent();
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService heart = Executors.newSingleThreadExecutor();
    try {
      Future<?> beating =
          heart.submit(
              () -> {
                while (!over.get()) {
                  for (ScanCounts counts : registered(task)) {
                    if (!counts.isZero()) {
                      assertEquals(Map.of(RANGE, COUNT), counts.value());
                      assertEquals(Map.of(RANGE, COUNT), counts.copy().value());
                    }
                  }
                }
              });
      for (int i = 0; i < 2_000 && !beating.isDone(); i++) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(sent))) {
          ((ScanCounts) in.readObject()).add(Map.entry(RANGE, COUNT));
        }
      }
      over.set(true);
      beating.get();
    } finally {
      heart.shutdownNow();
    }
  }

  @Test
  void aRangeThatIsReadAgainMustGiveTheSame() {
    driver.add(Map.entry(RANGE, COUNT));
    driver.add(Map.entry(RANGE, COUNT));
    assertEquals(Set.of(), driver.disagreements());
    ScanCounts other = new ScanCounts();
    other.add(Map.entry(RANGE, new RangeCount(6, 5, 1, 0, 100, PassedOver.NONE)));
    driver.merge(other);
    assertEquals(Map.of(RANGE, COUNT), driver.value());
    assertEquals(Set.of(RANGE), driver.disagreements());
    driver.reset();
    assertTrue(driver.isZero());
  }
}
