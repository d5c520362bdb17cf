package io.sluice.formats.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.Columns;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.reject.PassedOver;
import io.sluice.formats.reject.PassedOver.Reason;
import io.sluice.formats.reject.PassedTally;
import io.sluice.formats.reject.Reject;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.source.Utf8;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.RecordTokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes rows of a tokenizer's tables, for every text format: runs the decoders over each table,
 * turns the records at fault into rejects and takes them out of the columns. Of a record with
 * several faults the first found is told: what the tokenizer says, then encoding, shape, and values
 * in the order of the columns.
 */
public final class RowReader implements BatchReader {
  private final RowFormat format;
  private final RecordTokenizer tokenizer;
  private final FieldTable table;
  private final int capacity;

  /** Null if there is no such way. */
  private final DirectFields direct;

  private final Pace pace = new Pace();
  private final ColumnBatch rows;
  private final FolderValues folderValues;
  private final List<ColumnFiller> fillers = new ArrayList<>();
  private final List<Integer> fillOrder = new ArrayList<>();
  private final List<Integer> fillOrderAfterDirect = new ArrayList<>();
  private final RowErrors errors = new RowErrors();
  private int[] selected = new int[0];
  private long earlier;

  /** What stands above the table; it is counted with the first batch. */
  private final PassedOver above;

  private boolean aboveCounted;
  private final PassedTally headers = new PassedTally();
  private long skippedLines;
  private int passedOver;

  /** A reader that owns its tokenizer and knows only its way; see the other constructor. */
  public RowReader(
      RowFormat format,
      RecordTokenizer tokenizer,
      FieldTable table,
      String uri,
      ByteRange range,
      ReadPlan plan) {
    this(format, tokenizer, null, table, uri, range, plan);
  }

  /**
   * A reader that owns its tokenizer.
   *
   * @param direct another way to read what the tokenizer reads, to be preferred; null: none
   * @param table made for the tokenizer's format; its capacity is the most rows in a batch
   * @throws IllegalArgumentException if the plan cannot work for the range, see {@link ReadColumn}
   */
  public RowReader(
      RowFormat format,
      RecordTokenizer tokenizer,
      DirectFields direct,
      FieldTable table,
      String uri,
      ByteRange range,
      ReadPlan plan) {
    this.format = format;
    this.tokenizer = tokenizer;
    this.direct = direct;
    this.table = table;
    this.capacity = table.capacity();
    this.above = range.start() == 0 ? format.above() : PassedOver.NONE;
    List<Column> columns = new ArrayList<>();
    for (ReadColumn column : plan.columns()) {
      columns.add(Columns.create(column.type(), table.capacity()));
    }
    rows = new ColumnBatch(columns);
    folderValues = new FolderValues(plan, rows);
    ColumnFillers sources = new ColumnFillers(format, plan, uri, range);
    List<Integer> last = new ArrayList<>();
    for (int i = 0; i < plan.columns().size(); i++) {
      ReadColumn column = plan.columns().get(i);
      boolean rescues = column.kind() == Kind.RESCUED;
      fillers.add(rescues ? new RescueFiller(format, plan, rows) : sources.of(column));
      (rescues ? last : fillOrder).add(i);
    }
    fillOrder.addAll(last);
    for (int i : fillOrder) {
      if (direct == null || !direct.fills(i)) {
        fillOrderAfterDirect.add(i);
      }
    }
  }

  @Override
  public ReadBatch next() throws IOException {
    rows.clear();
    boolean stored = direct != null && pace.general() == 0 && nextDirectly();
    boolean some = stored || nextTable();
    long before = aboveCounted ? 0 : above.lines();
    aboveCounted = true;
    if (!some && before == 0) {
      return null;
    }
    int records = table.records();
    errors.reset(records);
    passOver(records);
    addProblems(records);
    if (!format.checksEncoding()) {
      checkEncoding();
    }
    if (!stored) {
      format.check(table, errors);
    }
    Batch batch = new Batch(table, tokenizer, earlier, errors);
    for (int i : stored ? fillOrderAfterDirect : fillOrder) {
      fillers.get(i).fill(batch, rows.column(i));
    }
    rows.setRowCount(records);
    folderValues.check(rows, records, errors);
    List<Reject> rejects = errors.count() == 0 ? List.of() : takeOut(batch);
    long read = (long) records + table.skipped();
    earlier += read;
    skippedLines += table.skipped();
    return new ReadBatch(
        rows, rejects, read + before, (long) table.skipped() + passedOver + before);
  }

  /** Marks the records that are no data, before anything else is found wrong with them. */
  private void passOver(int records) {
    passedOver = 0;
    if (format.mayPassOver()) {
      for (int r = 0; r < records; r++) {
        if (format.passesOver(table, r)) {
          errors.add(r, "", RejectCode.REPEATED_HEADER, "");
          passedOver++;
          headers.add(
              Reason.REPEATED_HEADER,
              1,
              table.buffer(),
              table.recordStarts()[r],
              table.recordEnds()[r]);
        }
      }
    }
  }

  private boolean nextDirectly() throws IOException {
    table.limitTo(capacity);
    if (direct.next(table, rows)) {
      pace.direct(table.records());
      return true;
    }
    pace.refused(capacity);
    return false;
  }

  private boolean nextTable() throws IOException {
    if (direct != null) {
      table.limitTo(pace.general());
    }
    boolean any = tokenizer.next(table);
    pace.general(table.records());
    return any;
  }

  private void addProblems(int records) {
    if (table.problemCount() > 0) {
      for (int r = 0; r < records; r++) {
        if (table.problem(r) != null) {
          errors.add(r, "", table.problem(r), table.problemMessage(r));
        }
      }
    }
  }

  private void checkEncoding() {
    int records = table.records();
    if (records == 0) {
      return;
    }
    byte[] buffer = table.buffer();
    int[] starts = table.recordStarts();
    int[] ends = table.recordEnds();
    int first = Utf8.firstMalformed(buffer, starts[0], ends[records - 1]);
    if (first < 0) {
      return;
    }
    for (int r = 0; r < records; r++) {
      int at = ends[r] <= first ? -1 : Utf8.firstMalformed(buffer, starts[r], ends[r]);
      if (at >= 0 && !errors.has(r)) {
        String text = new String(buffer, starts[r], at - starts[r], UTF_8);
        errors.add(
            r,
            "",
            RejectCode.INVALID_ENCODING,
            "what follows the record's first "
                + text.codePointCount(0, text.length())
                + " characters is not "
                + format.encoding()
                + ": set the encoding if the file is in another");
      }
    }
  }

  /** Moves the records with errors from the rows to the list returned. */
  private List<Reject> takeOut(Batch batch) {
    int records = table.records();
    if (selected.length < records) {
      selected = new int[records];
    }
    List<Reject> rejects = new ArrayList<>(errors.count());
    int kept = 0;
    for (int r = 0; r < records; r++) {
      if (errors.has(r)) {
        if (errors.code(r) != RejectCode.REPEATED_HEADER) {
          rejects.add(reject(batch, r));
        }
      } else {
        selected[kept++] = r;
      }
    }
    rows.compact(selected, kept);
    return rejects;
  }

  private Reject reject(Batch batch, int record) {
    return new Reject(
        batch.numberInRange(record),
        tokenizer.recordOffset(record),
        tokenizer.recordLength(record),
        errors.column(record),
        errors.code(record).key(),
        errors.message(record),
        raw(record));
  }

  private String raw(int record) {
    byte[] buffer = table.buffer();
    int start = table.recordStarts()[record];
    int end = Reject.rawEnd(buffer, start, table.recordEnds()[record]);
    return new String(buffer, start, end - start, UTF_8);
  }

  @Override
  public PassedOver passedOver() {
    PassedTally blank = new PassedTally();
    blank.add(Reason.BLANK_LINE, skippedLines - table.passed().count());
    return (aboveCounted ? above : PassedOver.NONE)
        .plus(table.passed().sum())
        .plus(blank.sum())
        .plus(headers.sum());
  }

  @Override
  public long bytesRead() {
    return tokenizer.bytesRead();
  }

  @Override
  public long position() {
    return tokenizer.position();
  }

  @Override
  public void close() throws IOException {
    tokenizer.close();
  }
}
