package io.sluice.formats.csv;

import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.RecordTokenizer;
import io.sluice.formats.token.TokenReader;
import java.io.IOException;
import java.util.List;

/** All fields of delimited text, named by the header. */
final class CsvTokenReader implements TokenReader {
  private final RecordTokenizer tokenizer;
  private final FieldTable table;
  private final List<String> header;

  CsvTokenReader(RecordTokenizer tokenizer, FieldTable table, List<String> header) {
    this.tokenizer = tokenizer;
    this.table = table;
    this.header = header;
  }

  @Override
  public FieldTable next() throws IOException {
    return tokenizer.next(table) ? table : null;
  }

  @Override
  public List<String> fieldNames() {
    return header;
  }

  @Override
  public long bytesRead() {
    return tokenizer.bytesRead();
  }

  @Override
  public void close() throws IOException {
    tokenizer.close();
  }
}
