package io.sluice.lambda.lists;

import java.util.List;

/** Some files of a batch, as an object holds them. */
public record FileList(List<ListedFile> files) {
  public FileList {
    files = files == null ? List.of() : List.copyOf(files);
  }
}
