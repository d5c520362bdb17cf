package io.sluice.localaws.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import io.sluice.localaws.LocalAwsUnavailableException;
import io.sluice.localaws.PythonTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A Python with those who read Parquet besides us: pyarrow, Polars and DuckDB. */
public final class OtherReaders {
  private OtherReaders() {}

  /** The test that asks is left out, aloud, where there is none; under CI it fails. */
  public static PythonTool python() throws IOException {
    try (InputStream in = OtherReaders.class.getResourceAsStream("readers-requirements.txt")) {
      return PythonTool.with(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (LocalAwsUnavailableException e) {
      if ("true".equalsIgnoreCase(System.getenv("CI"))) {
        throw e;
      }
      System.err.println("SKIPPED: pyarrow, Polars and DuckDB are not there: " + e.getMessage());
      return abort(e.getMessage());
    }
  }
}
