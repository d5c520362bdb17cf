package io.sluice.formats.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is rescued does not depend on whether a line was predicted. */
class PredictedRescueTest {
  private static final ReadColumn RESCUED =
      ReadJson.special("rest", Primitive.STRING, Kind.RESCUED);

  private static ReadJson read(String text, ReadColumn... columns) throws IOException {
    MemoryObject file = MemoryObject.of(text);
    ReadPlan plan = new ReadPlan(List.of(columns), 4096, MissingColumn.NULL);
    int window = 512 << 10;
    PredictionTest.assertSame(
        file, ReadJson.lines(), ReadJson.whole(file), plan, window, "the general way");
    return ReadJson.of(file, ReadJson.lines(), ReadJson.whole(file), plan, window);
  }

  @Test
  void longBatches() throws IOException {
    ReadJson found = read("{\"a\":1}\n".repeat(5000), ReadJson.column("a int"), RESCUED);
    assertEquals(5000, found.rows.size());
    assertEquals(Arrays.asList(1, null), found.rows.get(4999));
  }

  @Test
  void badValues() throws IOException {
    ReadColumn a = PredictionTest.lenient(ReadJson.column("a int"));
    ReadJson found = read("{\"a\":1}\n".repeat(50) + "{\"a\":\"bad\"}\n{\"a\":[2]}\n", a, RESCUED);
    assertEquals(Arrays.asList(1, null), found.rows.get(49));
    assertEquals(Arrays.asList(null, "{\"a\":\"bad\"}"), found.rows.get(50));
    assertEquals(Arrays.asList(null, "{\"a\":[2]}"), found.rows.get(51));
  }

  @Test
  void recordsOfThousandsOfMembers() throws IOException {
    StringBuilder line = new StringBuilder("{\"k0\":0");
    for (int key = 1; key < 4200; key++) {
      line.append(",\"k").append(key).append("\":").append(key);
      if (key == 4093 || key == 4094 || key == 4095 || key == 4199) {
        ReadJson found = read((line + "}\n").repeat(20), ReadJson.column("k7 int"));
        assertEquals(20, found.rows.size(), "members: " + (key + 1));
      }
    }
  }

  @Test
  void randomLines() throws IOException {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      List<ReadColumn> columns = new ArrayList<>();
      for (String declaration :
          List.of(
              "a int", "s string", "d date", "n decimal(9,2)", "l array<int>", "b boolean x|b")) {
        ReadColumn column = ReadJson.column(declaration);
        columns.add(random.nextInt(3) > 0 ? PredictionTest.lenient(column) : column);
      }
      columns.add(random.nextInt(columns.size()), RESCUED);
      int oddity = new int[] {3, 40, 400}[random.nextInt(3)];
      StringBuilder text = new StringBuilder();
      for (int line = 0; line < 700; line++) {
        text.append(line(random, oddity)).append('\n');
      }
      MemoryObject file = MemoryObject.of(text.toString());
      int batch = new int[] {64, 65, 300, 4096}[random.nextInt(4)];
      int window = new int[] {300, 5000, 512 << 10}[random.nextInt(3)];
      ReadPlan plan = new ReadPlan(columns, batch, MissingColumn.NULL);
      PredictionTest.assertSame(
          file, ReadJson.lines(), ReadJson.whole(file), plan, window, "seed " + seed);
    }
  }

  /** Of values one in so many is bad; keys that nobody reads are as rare. */
  private static String line(Random random, int oddity) {
    String a = odd(random, oddity, Integer.toString(random.nextInt(1000)));
    String s = odd(random, oddity, "\"some text\"");
    String d = odd(random, oddity, "\"2024-02-" + (10 + random.nextInt(19)) + '"');
    String n = odd(random, oddity, random.nextInt(1000) + ".5");
    String list = odd(random, oddity, "[1,2]");
    String b = odd(random, oddity, "true");
    String more = random.nextInt(oddity * 4) == 0 ? ",\"more\":{\"x\":[1,\"y\"]}" : "";
    return "{\"a\":" + a + ",\"s\":" + s + ",\"d\":" + d + ",\"n\":" + n + ",\"l\":" + list
        + ",\"b\":" + b + more + "}";
  }

  private static String odd(Random random, int oddity, String value) {
    String[] odd = {
      "null", "\"\"", "\"bad\"", "12345678901.125", "{\"a\":1}", "[true]", "\"\\u0041\""
    };
    return random.nextInt(oddity * 3) == 0 ? odd[random.nextInt(odd.length)] : value;
  }
}
