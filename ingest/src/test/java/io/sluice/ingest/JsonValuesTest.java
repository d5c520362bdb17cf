package io.sluice.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.testing.SmallLake;
import io.sluice.spec.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON whose records are no objects. */
class JsonValuesTest {
  @TempDir Path folder;
  private SmallLake lake;

  @BeforeEach
  void makeLake() throws IOException {
    lake = new SmallLake(folder);
  }

  @Test
  void valuesAreOneColumn() throws Exception {
    lake.write("a.json", "[\"a\", \"b,c\",\n null]");
    lake.done("");
    assertEquals(List.of("value string"), lake.columns());
    assertEquals(List.of("a", "b,c", "null"), lake.rows("value"));
  }

  @Test
  void arraysAreColumnsByPlace() throws Exception {
    lake.write("a.json", "[[1,\"x\"],[2,{\"k\":[1]}],[3]]");
    lake.write("b.json", "[ [ 4 , null ] ]\n");
    lake.done("");
    assertEquals(List.of("column_1 bigint", "column_2 string"), lake.columns());
    assertEquals(
        List.of("1|x", "2|{\"k\":[1]}", "3|null", "4|null"), lake.rows("column_1, column_2"));
  }

  @Test
  void linesOfArrays() throws Exception {
    lake.write("a.jsonl", "[1,\"a\"]\n[2,\"b\",true]\n\n[3,\"c\"]\n[4,\"d\"]\n[5,\"e\"]\n7\n");
    RunReport report = lake.done("");
    assertEquals(1, report.data().totals().rejected());
    assertEquals("not_an_object", report.findings().rejects().get(0).code());
    assertEquals(List.of("column_1 bigint", "column_2 string", "column_3 boolean"), lake.columns());
    assertEquals(5, lake.rows("column_1").size());
    lake.write("b.jsonl", "[6,\"f\",false,\"extra\"]\n[7,\"g\",false,\"extra\"]\n");
    lake.done("on_drift: {new_column: rescue}\n");
    assertTrue(
        lake.rows("_rescued").contains("{\"column_4\":\"extra\"}"),
        lake.rows("_rescued").toString());
  }

  @Test
  void arraysOfDifferentLengthsAreValues() throws Exception {
    lake.write("a.json", "[[1],[1,2],[],[1,2,3]]");
    lake.done("");
    assertEquals(List.of("value array<bigint>"), lake.columns());
  }

  @Test
  void whatLooksLikeJsonIsNamedAndRefused() throws Exception {
    for (String text :
        List.of(
            "{'id': 1, 'name': 'a'}\n{'id': 2, 'name': 'b'}\n",
            "['a', 'b']\n",
            "[('a', 1), ('b', None)]\n",
            "{\"a\": None, \"b\": True}\n",
            "{1: 'a', 2: 'b'}\n")) {
      refused(text, "Python");
    }
    for (String text :
        List.of(
            "{id: 1}\n{id: 2}\n",
            "[{id: 1}, {id: 2}]",
            "[1, 2, 3,]",
            "{\"a\": 1,}\n",
            "// made by hand\n{\"a\": 1}\n",
            "{\"a\": 'x'}\n{\"a\": 'y'}\n")) {
      refused(text, "JSON5");
    }
  }

  private void refused(String text, String name) throws IOException {
    lake.write("a.txt", text);
    Outcome outcome = lake.ingest("");
    assertEquals(ExitCode.FAILED, outcome.exitCode(), text);
    assertTrue(outcome.failure().toString().contains(name), text + ": " + outcome.failure());
  }

  @Test
  void aBrokenFirstLineDoesNotHideTheOthers() throws Exception {
    lake.write("a.jsonl", "{id: 0}\n" + "{\"id\":1,\"x\":\"a,b\"}\n".repeat(20));
    RunReport report = lake.done("");
    assertEquals(20, report.data().totals().written());
    assertEquals(1, report.data().totals().rejected());
  }
}
