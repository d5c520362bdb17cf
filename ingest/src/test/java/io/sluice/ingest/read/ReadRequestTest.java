package io.sluice.ingest.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.formats.json.JsonLinesLayout;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FolderKeys;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.spec.SourceOptions.JsonRecords;
import io.sluice.spec.type.TypeParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadRequestTest {
  private static ReadRequest request(int fileIndex) {
    ValueRules rules =
        new ValueRules(
            new ValueRules.Nulls(List.of("NA", "-"), true),
            false,
            Optional.of("0"),
            Optional.of("dd.MM.uuuu"),
            "Asia/Seoul",
            new ValueRules.Numbers(',', Optional.of('.'), true),
            new ValueRules.Booleans(List.of("yes"), List.of("no")));
    ReadColumn column =
        new ReadColumn(
            "a",
            TypeParser.parse("array<struct<x:decimal(3,1)>>"),
            List.of("A", "b"),
            Kind.FIELD,
            false,
            rules,
            OnBadValue.NULL);
    ReadColumn strict =
        new ReadColumn(
            "b",
            TypeParser.parse("date"),
            List.of(),
            Kind.FIELD,
            true,
            ValueRules.STRICT,
            OnBadValue.REJECT);
    return new ReadRequest(
        List.of(
            new SourceFile(
                "f",
                10,
                "",
                new JsonLinesLayout("gzip", "UTF-8", 0, 100, JsonRecords.OBJECTS),
                FolderKeys.NONE)),
        List.of(List.of(new ByteRange(fileIndex, 0, 0, 10, true, 0, true))),
        new ReadPlan(List.of(column, strict), 100, MissingColumn.NULL));
  }

  @Test
  void travelsUnchanged() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(request(0));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertEquals(request(0), in.readObject());
    }
  }

  @Test
  void aRangeOfNoFileIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> request(1));
  }
}
