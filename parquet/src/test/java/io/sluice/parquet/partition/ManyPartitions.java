package io.sluice.parquet.partition;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.parquet.FileByteSink;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.partition.FileFactory.OpenedFile;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** A program that writes rows of many partitions: the test gives it a small heap of its own. */
final class ManyPartitions {
  static final int ROWS = 200_000;
  static final int PARTITIONS = 1_500;
  private static final int BATCH = 2_000;

  static final List<OutputColumn> COLUMNS =
      List.of(
          new OutputColumn("p", Primitive.INT, true),
          new OutputColumn("n", Primitive.BIGINT, true),
          new OutputColumn("a", Primitive.BIGINT, true),
          new OutputColumn("b", Primitive.BIGINT, true),
          new OutputColumn("s", Primitive.STRING, true),
          new OutputColumn("t", Primitive.STRING, true));

  /** In which order partitions come. */
  enum Order {
    /** All of them at once. */
    SHUFFLED {
      @Override
      int partition(int row, SplittableRandom random) {
        return random.nextInt(PARTITIONS);
      }
    },
    /** One after the other, as in a file that is sorted by time. */
    SORTED {
      @Override
      int partition(int row, SplittableRandom random) {
        return (int) ((long) row * PARTITIONS / ROWS);
      }
    },
    /** One after the other, three times over, as in three such files. */
    REPEATED {
      @Override
      int partition(int row, SplittableRandom random) {
        return (int) (3L * row * PARTITIONS / ROWS % PARTITIONS);
      }
    },
    /** Nine rows of ten are of one. */
    SKEWED {
      @Override
      int partition(int row, SplittableRandom random) {
        return random.nextInt(10) > 0 ? 77 : random.nextInt(PARTITIONS);
      }
    };

    abstract int partition(int row, SplittableRandom random);
  }

  private ManyPartitions() {}

  /** Arguments: order, bytes of memory, bytes of a file, folder. */
  public static void main(String[] args) throws IOException {
    Order order = Order.valueOf(args[0]);
    Path folder = Path.of(args[3]);
    PartitionedWriter writer =
        new PartitionedWriter(
            new PartitionScheme(
                List.of(new PartitionField("p", PartitionFunction.IDENTITY, 0)), COLUMNS),
            WriterOptions.DEFAULT,
            new WriterLimits(Long.parseLong(args[2]), Long.parseLong(args[1]), 200),
            (partition, sequence) -> {
              Path path = folder.resolve(partition).resolve(sequence + ".parquet");
              return new OpenedFile(folder.relativize(path).toString(), new FileByteSink(path));
            });
    SplittableRandom random = new SplittableRandom(5);
    long most = 0;
    for (int from = 0; from < ROWS; from += BATCH) {
      writer.write(from / BATCH / 20, batch(order, from, random));
      most = Math.max(most, writer.bufferedBytes());
    }
    List<WrittenFile> files = writer.finish();
    System.out.println(files.size() + " " + most);
  }

  private static ColumnBatch batch(Order order, int from, SplittableRandom random) {
    IntColumn p = new IntColumn(Primitive.INT, BATCH);
    LongColumn n = new LongColumn(Primitive.BIGINT, BATCH);
    LongColumn a = new LongColumn(Primitive.BIGINT, BATCH);
    LongColumn b = new LongColumn(Primitive.BIGINT, BATCH);
    BytesColumn s = new BytesColumn(Primitive.STRING, BATCH);
    BytesColumn t = new BytesColumn(Primitive.STRING, BATCH);
    for (int i = 0; i < BATCH; i++) {
      p.values()[i] = order.partition(from + i, random);
      n.values()[i] = (long) from + i;
      a.values()[i] = random.nextInt(10);
      b.values()[i] = random.nextLong();
      byte[] word = ("word " + random.nextInt(30)).getBytes(StandardCharsets.UTF_8);
      s.set(i, word, 0, word.length);
      byte[] text =
          ("text " + random.nextLong() + " of row " + (from + i)).getBytes(StandardCharsets.UTF_8);
      t.set(i, text, 0, text.length);
    }
    List.of(p, n, a, b, s, t).forEach(column -> column.setSize(BATCH));
    ColumnBatch batch = new ColumnBatch(List.of(p, n, a, b, s, t));
    batch.setRowCount(BATCH);
    return batch;
  }
}
