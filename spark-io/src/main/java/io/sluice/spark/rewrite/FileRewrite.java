package io.sluice.spark.rewrite;

import io.sluice.parquet.FileSummary;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.WriterOptions;
import io.sluice.spark.rewrite.RowRemover.SourceRows;
import io.sluice.spark.store.Storages;
import io.sluice.spark.types.SparkTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.spark.SparkException;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import scala.Function2;
import scala.reflect.ClassTag;
import scala.runtime.BoxedUnit;

/** Copies chosen rows of one Parquet file into another, as one Spark task. */
final class FileRewrite {
  private static final String ROW_INDEX = "_sluice_row_index";

  private FileRewrite() {}

  /**
   * @param kept the rows to copy
   */
  record Job(String from, String to, List<SourceRows> kept, WriterOptions options) {}

  static FileSummary run(SparkSession session, Storages storages, Job job) throws IOException {
    Dataset<Row> rows =
        wholeFiles(session)
            .read()
            .parquet(job.from())
            .select(functions.col("*"), functions.col("_metadata.row_index").as(ROW_INDEX));
    List<SourceRows> kept = new ArrayList<>(job.kept());
    kept.sort(Comparator.comparingLong(SourceRows::firstRow));
    RewriteTask task =
        new RewriteTask(
            storages,
            job.to(),
            job.options(),
            columns(storages, job.from(), rows.schema().fields()),
            kept.stream().mapToLong(SourceRows::firstRow).toArray(),
            kept.stream().mapToLong(s -> s.firstRow() + s.rows()).toArray());
    RDD<InternalRow> input = rows.queryExecution().toRdd();
    if (input.getNumPartitions() != 1) {
      throw new IllegalStateException(
          "Spark cut " + job.from() + " into " + input.getNumPartitions() + " parts");
    }
    List<FileSummary> summaries = new ArrayList<>();
    Function2<Object, FileSummary, BoxedUnit> handler =
        (partition, summary) -> {
          summaries.add(summary);
          return BoxedUnit.UNIT;
        };
    try {
      session.sparkContext().runJob(input, task, handler, ClassTag.apply(FileSummary.class));
    } catch (Exception e) {
      // Scala declares nothing: SparkException, which is checked, comes out of it all the same.
      Throwable root = e;
      while (root instanceof SparkException && root.getCause() != null) {
        root = root.getCause();
      }
      throw new IOException(
          "Cannot take rows out of " + job.from() + " because: " + root.getMessage(), root);
    }
    return summaries.get(0);
  }

  /** A session of the same application in which a file is never cut. */
  private static SparkSession wholeFiles(SparkSession session) {
    SparkSession whole = session.newSession();
    whole.conf().set("spark.sql.files.maxPartitionBytes", Long.toString(Long.MAX_VALUE));
    whole.conf().set("spark.sql.files.minPartitionNum", "1");
    return whole;
  }

  /** The file's columns; Spark forgets which of them may not be null, the footer does not. */
  private static List<OutputColumn> columns(Storages storages, String path, StructField[] fields)
      throws IOException {
    MessageType schema;
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(new Path(path), storages.configuration()))) {
      schema = reader.getFooter().getFileMetaData().getSchema();
    }
    List<OutputColumn> columns = new ArrayList<>();
    for (StructField field : fields) {
      if (!field.name().equals(ROW_INDEX)) {
        columns.add(
            new OutputColumn(
                field.name(),
                SparkTypes.fromSpark(field.name(), field.dataType()),
                !schema.getType(field.name()).isRepetition(Repetition.REQUIRED)));
      }
    }
    return List.copyOf(columns);
  }
}
