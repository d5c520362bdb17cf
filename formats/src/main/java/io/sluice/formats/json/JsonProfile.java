package io.sluice.formats.json;

import io.sluice.formats.infer.InferredColumn;
import io.sluice.formats.infer.RecordProfile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What the records of a byte range, a file, or many files hold, to infer columns from: a tree of
 * all keys and the kinds of their values. Profiles merge in any order to the same types; columns
 * come in the order in which their keys were first seen.
 *
 * <p>Types: objects are structs of all members seen, or {@code map<string, …>} if they have more
 * than 200 different keys, none at all, or keys that differ only by case; arrays hold the type that
 * all their elements share; numbers, booleans and strings as the inference of delimited text has
 * them, except that a string is never a number or boolean; values of different kinds at one place,
 * and what is nested deeper than 32 levels, are strings of JSON text.
 */
final class JsonProfile implements RecordProfile, Serializable {
  private static final long serialVersionUID = 1;

  private final JsonShape records;

  JsonProfile(int maxColumns) {
    records = new JsonShape(maxColumns);
  }

  JsonShape shape() {
    return records;
  }

  @Override
  public long records() {
    return records.seen();
  }

  @Override
  public void merge(RecordProfile other) {
    if (!(other instanceof JsonProfile json)) {
      throw new IllegalArgumentException("JSON records and others have no columns in common");
    }
    records.merge(json.records);
    refuseTooManyKeys();
  }

  void refuseTooManyKeys() {
    if (records.isMap()) {
      throw new IllegalArgumentException(
          "the records have more different keys than there may be columns (max_columns): name the"
              + " columns in the spec's schema, or read the records as lines of text");
    }
  }

  @Override
  public List<InferredColumn> columns() {
    List<InferredColumn> columns = new ArrayList<>();
    long all = records();
    records
        .members()
        .forEach(
            (name, shape) ->
                columns.add(
                    new InferredColumn(
                        name,
                        shape.type(),
                        shape.nulls() > 0 || shape.seen() < all,
                        shape.seen(),
                        shape.seen() > shape.nulls(),
                        shape.evidence(),
                        shape.memberCounts())));
    return columns;
  }
}
