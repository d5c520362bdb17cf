package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.assemble.RescuedFields;
import io.sluice.formats.assemble.RowFormat;
import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** JSON: columns are found by key, record by record. */
final class JsonRowFormat implements RowFormat {
  private final JsonLayout layout;
  private final ReadPlan plan;
  private final JsonFields fields;
  private final Extras extras;

  /** Where each column stands in the plan: of tens of thousands none is looked for one by one. */
  private final Map<ReadColumn, Integer> places = new HashMap<>();

  private final UnknownMembers unknown = new UnknownMembers();

  /**
   * @param extras null if nothing is to be rescued
   */
  JsonRowFormat(JsonLayout layout, ReadPlan plan, JsonFields fields, Extras extras) {
    this.layout = layout;
    this.plan = plan;
    this.fields = fields;
    this.extras = extras;
    for (int i = 0; i < plan.columns().size(); i++) {
      places.putIfAbsent(plan.columns().get(i), i);
    }
  }

  @Override
  public String encoding() {
    return layout.encoding();
  }

  @Override
  public int fieldOf(ReadColumn column) {
    return fields.slot(places.get(column));
  }

  @Override
  public String fieldName(int field) {
    return fields.name(field);
  }

  @Override
  public List<String> fieldNames() {
    return List.of();
  }

  @Override
  public boolean isJson() {
    return true;
  }

  @Override
  public boolean checksEncoding() {
    return true;
  }

  @Override
  public ColumnDecoder decoder(ReadColumn column) {
    return JsonDecoders.column(column);
  }

  @Override
  public void check(FieldTable table, RowErrors errors) {
    fields.choose(table, errors);
    if (plan.missingColumn() == MissingColumn.REJECT) {
      for (ReadColumn column : plan.columns()) {
        if (column.kind() == ReadColumn.Kind.FIELD) {
          rejectMissing(table, column, errors);
        }
      }
    }
  }

  /** No record tells which keys its file has, so each must have the columns itself. */
  private void rejectMissing(FieldTable table, ReadColumn column, RowErrors errors) {
    int at = fieldOf(column);
    for (int record = 0; record < table.records(); record++, at += table.width()) {
      if ((table.flags()[at] & FieldTable.MISSING) != 0) {
        errors.add(
            record,
            column.name(),
            RejectCode.MISSING_COLUMN,
            "the record has no key named " + String.join(" or ", column.sourceNames()));
      }
    }
  }

  @Override
  public void rescue(FieldTable table, int record, RescuedFields rescued) {
    byte[] text = table.buffer();
    for (int i = extras.firstOf(record); i < extras.endOf(record); i++) {
      if (extras.keyStart(i) < 0) {
        String name =
            extras.keyStart(i) == Extras.VALUE
                ? ObjectTokenizer.VALUE_NAME
                : ObjectTokenizer.placeName(-extras.keyStart(i));
        rescued.addJson(name, text, extras.valueStart(i), extras.valueEnd(i));
        continue;
      }
      byte[] key = new byte[extras.keyEnd(i) - extras.keyStart(i)];
      int length = JsonUnescaper.INSTANCE.unescape(text, extras.keyStart(i), extras.keyEnd(i), key);
      rescued.addJson(
          new String(key, 0, length, UTF_8), text, extras.valueStart(i), extras.valueEnd(i));
    }
    for (ReadColumn column : plan.columns()) {
      if (column.kind() == ReadColumn.Kind.FIELD && column.type().nested()) {
        int at = record * table.width() + fieldOf(column);
        if ((table.flags()[at] & FieldTable.NESTED) != 0
            && (table.flags()[at] & FieldTable.MISSING) == 0) {
          unknown.add(
              column.type(), column.name(), text, table.starts()[at], table.ends()[at], rescued);
        }
      }
    }
  }
}
