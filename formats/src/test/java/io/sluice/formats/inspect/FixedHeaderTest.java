package io.sluice.formats.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.formats.fixed.FixedLayout;
import io.sluice.formats.fixed.FixedLayout.FixedField;
import io.sluice.spec.SourceFormat;
import io.sluice.spec.SourceSpec;
import io.sluice.spec.SpecReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Headers of fixed-width files which are not as long as the records. */
class FixedHeaderTest {
  private static FixedLayout layout(String options, String text) throws IOException {
    SourceSpec source =
        SpecReader.read(
                """
                dataset: d
                source:
                  path: p
                  format: fixed_width
                  options: {%s}
                target: {}
                """
                    .formatted(options),
                "s.yml")
            .source();
    Memory file = new Memory("mem:/f.txt", text.getBytes(UTF_8));
    return (FixedLayout)
        FileInspector.inspect(file, source.options(), SourceFormat.FIXED_WIDTH).layoutOrThrow();
  }

  private static List<String> names(String options, String text) throws IOException {
    return layout(options, text).fields().stream().map(FixedField::name).toList();
  }

  @Test
  void fieldsThatAShortHeaderDoesNotReachAreNamedByTheirPlace() throws IOException {
    String options = "widths: [5, 5, 5], header: true";
    String row = "00001aaaa bbbbb\n";
    assertEquals(List.of("id", "name", "column_3"), names(options, "id   name\n" + row));
    assertEquals(List.of("id", "name", "note"), names(options, "id   name note\n" + row));
    assertEquals(List.of("id", "name", "note"), names(options, "id   name note ,more\n" + row));
    assertEquals(List.of("id", "column_2", "column_3"), names(options, "id\n" + row));
    assertEquals(List.of("id", "name", "column_3"), names(options, "id   name"));
  }

  @Test
  void aHeaderThatIsTooLongNamesNothing() throws IOException {
    String options = "widths: [2, 2], header: true, max_record_bytes: 4";
    String text = "id name of it\n0102\n0304\n";
    FixedLayout found = layout(options, text);
    assertEquals(List.of("column_1", "column_2"), names(options, text));
    assertEquals(14, found.dataStart());
  }

  @Test
  void namesThatTheSpecGivesAreRecognizedWithoutTheBlanksAfterThem() throws IOException {
    String options = "fields: [{name: id, length: 5}, {name: name, length: 9}]";
    FixedLayout found = layout(options, "id   name\n00001aaaabbbbb\n");
    assertEquals(true, found.hasHeader());
    assertEquals(10, found.dataStart());
    assertEquals(false, layout(options, "id\n00001aaaabbbbb\n").hasHeader());
  }

  @Test
  void detectedHeaders() throws IOException {
    String rows = "00001aaaa 00.10\n00002bbbb 01.25\n00003cc   07.00\n";
    assertEquals(
        List.of("id", "name", "fee"), names("widths: [5, 5, 5]", "id   name fee\n" + rows));
    assertEquals(List.of("column_1", "column_2", "column_3"), names("widths: [5, 5, 5]", rows));
  }
}
