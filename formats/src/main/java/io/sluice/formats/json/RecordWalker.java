package io.sluice.formats.json;

import io.sluice.spec.SourceOptions.JsonRecords;
import java.util.ArrayList;
import java.util.List;

/** Walks records: objects, or what has no names as if it were the members of one. */
final class RecordWalker {
  private final JsonRecords form;
  private final JsonShape records;
  private final ValueProfiler values;
  private final ShapeWalker objects;
  private final List<ShapeWalker> members = new ArrayList<>();

  RecordWalker(JsonRecords form, JsonShape records, ValueProfiler values) {
    this.form = form;
    this.records = records;
    this.values = values;
    objects = new ShapeWalker(records, 0, values);
  }

  /** Notes the record that begins at {@code position}, which is one of the form. */
  void walk(JsonScanner scanner, byte[] b, int position, int end) {
    switch (form) {
      case OBJECTS -> objects.walk(scanner, b, position, end);
      case VALUES -> {
        records.addObject();
        member(0, ObjectTokenizer.VALUE_NAME).walk(scanner, b, position, end);
      }
      case ARRAYS -> {
        records.addObject();
        int at = JsonScanner.skipSpace(b, position + 1, end);
        for (int place = 1; b[at] != ']'; place++) {
          ShapeWalker member = member(place - 1, ObjectTokenizer.placeName(place));
          at = JsonScanner.skipSpace(b, member.walk(scanner, b, at, end), end);
          if (b[at] == ',') {
            at = JsonScanner.skipSpace(b, at + 1, end);
          }
        }
      }
    }
  }

  private ShapeWalker member(int index, String name) {
    if (index == members.size()) {
      members.add(new ShapeWalker(records.member(name), 1, values));
    }
    return members.get(index);
  }
}
