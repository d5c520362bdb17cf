package io.sluice.spark.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SparkSettingsTest {
  private String before;

  @BeforeEach
  void keepMaster() {
    before = System.getProperty("spark.master");
  }

  @AfterEach
  void restoreMaster() {
    if (before == null) {
      System.clearProperty("spark.master");
    } else {
      System.setProperty("spark.master", before);
    }
  }

  private static OptionalInt cores(String master) {
    System.setProperty("spark.master", master);
    return SparkSettings.localCores();
  }

  @Test
  void aLocalMasterSaysItsCores() {
    assertEquals(OptionalInt.of(1), cores("local"));
    assertEquals(OptionalInt.of(3), cores("local[3]"));
    assertEquals(OptionalInt.of(12), cores("local[12, 4]"));
    assertEquals(OptionalInt.of(Runtime.getRuntime().availableProcessors()), cores("local[*]"));
    assertEquals(OptionalInt.of(Runtime.getRuntime().availableProcessors()), cores("local[*,2]"));
  }

  @Test
  void otherMastersMustBeAsked() {
    assertEquals(OptionalInt.empty(), cores("yarn"));
    assertEquals(OptionalInt.empty(), cores("local-cluster[1,1,1024]"));
    assertEquals(OptionalInt.empty(), cores("spark://host:7077"));
    System.clearProperty("spark.master");
    assertEquals(OptionalInt.empty(), SparkSettings.localCores());
  }

  @Test
  void onlyALocalSparkIsShutOff() {
    System.setProperty("spark.master", "yarn");
    assertEquals("none", SparkSettings.of("test").get("spark.driver.host", "none"));
    System.setProperty("spark.master", "local[2]");
    assertEquals("localhost", SparkSettings.of("test").get("spark.driver.host", "none"));
  }
}
