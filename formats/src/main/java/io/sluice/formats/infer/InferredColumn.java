package io.sluice.formats.infer;

import io.sluice.spec.type.DataType;
import java.util.Map;

/**
 * A field of the files and the type found for it.
 *
 * @param nullable whether a null was seen, or a file without the field
 * @param seen in how many records the field stood, null or not
 * @param valued whether any of its values was not null: otherwise the type says nothing
 * @param evidence for people: why this type
 * @param members how often each member of a struct stood there, by its path inside the field
 */
public record InferredColumn(
    String name,
    DataType type,
    boolean nullable,
    long seen,
    boolean valued,
    String evidence,
    Map<String, Long> members) {
  public InferredColumn {
    members = Map.copyOf(members);
  }

  /** A field that is no struct. */
  public InferredColumn(
      String name, DataType type, boolean nullable, long seen, boolean valued, String evidence) {
    this(name, type, nullable, seen, valued, evidence, Map.of());
  }
}
