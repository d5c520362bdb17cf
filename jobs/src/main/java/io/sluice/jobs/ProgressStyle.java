package io.sluice.jobs;

import io.sluice.ingest.progress.ProgressPrinter.Style;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** Takes the styles' names in any case. */
final class ProgressStyle implements ITypeConverter<Style> {
  @Override
  public Style convert(String value) {
    return Style.valueOf(value.toUpperCase(Locale.ROOT));
  }
}
