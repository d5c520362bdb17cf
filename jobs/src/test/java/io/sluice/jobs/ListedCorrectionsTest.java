package io.sluice.jobs;

import java.nio.file.Path;

/** All corrections, in lakes whose catalog's readers list folders: in both the same. */
class ListedCorrectionsTest extends CorrectedFilesTest {
  @Override
  TwinLakes lakes(Path in) {
    return new TwinLakes(in, in.resolve(ListedCatalogs.FOLDER));
  }
}
