package io.sluice.spark.read;

import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The files of a read, as a table of Spark's. It offers neither column pruning nor filter pushdown:
 * which records are rejected must not depend on what a query asks for.
 */
final class SluiceTable implements SupportsRead {
  private final SluiceScan scan;

  SluiceTable(SluiceScan scan) {
    this.scan = scan;
  }

  @Override
  public String name() {
    return "sluice files";
  }

  // Deprecated in favour of columns(), which calls it; Spark 3.5 has no other abstract method here.
  @SuppressWarnings("deprecation")
  @Override
  public StructType schema() {
    return scan.readSchema();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return EnumSet.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return () -> scan;
  }
}
