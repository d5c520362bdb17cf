package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.cli.command.CliRunner.Result;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The demo fills a lake on S3 as it does one in a folder. */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class DemoOnS3Test {
  private static final String LAKE = "s3://demo-of-commands/lake";

  @TempDir private Path home;

  private Result run(String... arguments) {
    Result result = new CliRunner(home).home(home).run(arguments);
    assertEquals(0, result.code(), result.err());
    return result;
  }

  @Test
  void ingestsAndAsks() throws Exception {
    var unused =
        AwsClients.s3(AwsSettings.OF_ENVIRONMENT).createBucket(b -> b.bucket("demo-of-commands"));
    Path demo = Files.createDirectories(home.resolve("test-data/demo"));
    Files.writeString(
        demo.resolve("flights.yml"),
        """
        dataset: flights
        source: {path: flights.csv}
        target: {database: demo_analytics, table: flights}
        """);
    Files.writeString(demo.resolve("flights.csv"), "id,gate\n1,A1\n2,A2\n3,A3\n");
    Files.writeString(
        demo.resolve("1.sql"), "-- How many?\nSELECT count(*) AS n\nFROM demo_analytics.flights");
    run("init", "--lake", LAKE);
    Result first = run("demo", "--lake", LAKE);
    assertTrue(first.out().contains("How many?"), first.out());
    assertTrue(first.out().contains("demo_analytics.flights     3"), first.out());
    assertTrue(first.out().contains(LAKE + "/demo_analytics/flights"), first.out());
    assertTrue(first.out().contains("sluice sql --lake " + LAKE), first.out());
    assertTrue(run("demo", "--lake", LAKE).out().contains("nothing_to_do"));
  }
}
