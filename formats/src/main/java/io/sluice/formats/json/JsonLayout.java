package io.sluice.formats.json;

import io.sluice.formats.read.FileLayout;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SourceOptions.JsonRecords;
import java.util.Optional;

/** JSON, however its values are laid out over lines. */
public sealed interface JsonLayout extends FileLayout permits JsonLinesLayout, JsonDocumentLayout {
  /** What each record is. */
  JsonRecords form();

  /** A longer record is rejected. */
  long maxRecordBytes();

  @Override
  default SourceOptions pinned(SourceOptions set) {
    return FileLayout.super.pinned(set).with(Optional.of(form()));
  }
}
