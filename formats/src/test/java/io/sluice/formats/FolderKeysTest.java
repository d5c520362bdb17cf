package io.sluice.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.infer.FolderInference;
import io.sluice.formats.read.FolderKeys;
import io.sluice.formats.read.FolderKeys.FolderKey;
import io.sluice.spec.SourceOptions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FolderKeysTest {
  private static List<FolderKey> keys(String file, String root) {
    return FolderKeys.of(file, root).keys();
  }

  @Test
  void foldersBelowTheRootCount() {
    List<FolderKey> expected = List.of(new FolderKey("year", "2024"), new FolderKey("m", "05"));
    assertEquals(expected, keys("s3://b/in/year=2024/m=05/x.csv", "s3://b/in"));
    assertEquals(expected, keys("s3://b/in/year=2024/m=05/x.csv", "s3://b/in/"));
    assertEquals(expected, keys("s3a://b/in/year=2024/x/m=05/x=1.csv", "s3://b/in/"));
    assertEquals(expected, keys("/d/in/year=2024/m=05/x.csv", "/d/in"));
    assertEquals(expected, keys("file:/d/in/year=2024/m=05/x.csv", "/d/in"));
    assertEquals(expected, keys("s3://year=1/year=2024/m=05/x.csv", "s3://year=1"));
    assertEquals(List.of(), keys("/d/year=2024/x.csv", "/d/year=2024"));
    assertEquals(List.of(), keys("/d/year=2024/x.csv", "/d/year=2024/x.csv"));
    assertEquals(List.of(), keys("/other/year=2024/x.csv", "/d"));
    assertEquals(List.of(), keys("/d/=2024/x.csv", "/d"));
  }

  @Test
  void valuesAreUnescapedAndTheInnerOneCounts() {
    assertEquals(List.of(new FolderKey("a=b", "x/é%")), keys("/d/a%3Db=x%2F%C3%A9%25/x.csv", "/d"));
    assertEquals(
        Arrays.asList(new FolderKey("k", null), new FolderKey("l", null)),
        keys("/d/k=__HIVE_DEFAULT_PARTITION__/l=/x.csv", "/d"));
    assertEquals(List.of(new FolderKey("K", "2")), keys("/d/k=1/K=2/x.csv", "/d"));
    assertTrue(FolderKeys.of("/d/Year=1/x", "/d").find(List.of("jahr", "year")).isPresent());
  }

  @Test
  void typesAreThoseOfFieldsButForTheCalendar() {
    List<FolderKeys> files =
        List.of(
            FolderKeys.of("/year=2024/month=05/zip=02134/day=2024-05-01/v=1.5/x", "/"),
            FolderKeys.of("/year=2023/month=11/zip=10001/day=2024-05-02/v=2/x", "/"));
    assertEquals(
        "year bigint, month bigint, zip string, day date, v decimal(18,1)",
        String.join(
            ", ",
            FolderInference.columns(files, SourceOptions.defaults()).stream()
                .map(column -> column.name() + " " + column.type().ddl())
                .toList()));
    FolderKeys odd = FolderKeys.of("/month=99/x", "/");
    assertEquals(
        "bigint",
        FolderInference.columns(List.of(odd), SourceOptions.defaults()).get(0).type().ddl());
    FolderKeys code = FolderKeys.of("/month=099/x", "/");
    assertEquals(
        "string",
        FolderInference.columns(List.of(code), SourceOptions.defaults()).get(0).type().ddl());
  }
}
