package io.sluice.lambda.type;

import java.util.List;

/** What the files of a group are, as an object holds it; in the order of the group. */
public record TypeList(List<FileType> files) {
  public TypeList {
    files = files == null ? List.of() : List.copyOf(files);
  }
}
