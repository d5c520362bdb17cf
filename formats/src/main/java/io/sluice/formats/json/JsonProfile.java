package io.sluice.formats.json;

import io.sluice.formats.infer.InferredColumn;
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
public final class JsonProfile implements Serializable {
  private static final long serialVersionUID = 1;

  private final JsonShape records;
  private long rejected;

  JsonProfile(int maxColumns) {
    records = new JsonShape(maxColumns);
  }

  JsonShape shape() {
    return records;
  }

  void addRejected(long count) {
    rejected += count;
  }

  /** Records looked at. */
  public long records() {
    return records.seen();
  }

  /** Records passed over, because they are malformed and will be rejected. */
  public long rejected() {
    return rejected;
  }

  /**
   * Adds what another profile knows.
   *
   * @throws IllegalArgumentException if the files together have more keys than there may be columns
   */
  public void merge(JsonProfile other) {
    records.merge(other.records);
    rejected += other.rejected;
    refuseTooManyKeys();
  }

  void refuseTooManyKeys() {
    if (records.isMap()) {
      throw new IllegalArgumentException(
          "the records have more different keys than there may be columns (max_columns): name the"
              + " columns in the spec's schema, or read the records as lines of text");
    }
  }

  /** The type of each key's values, in the order of first appearance. */
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
                        shape.evidence())));
    return columns;
  }
}
