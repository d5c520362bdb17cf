package io.sluice.formats.text;

import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.RecordTokenizer;
import io.sluice.formats.token.TokenReader;
import java.io.IOException;
import java.util.List;

/** All fields of records whose fields have the same names in every record. */
public final class NamedTokens implements TokenReader {
  private final RecordTokenizer tokenizer;
  private final FieldTable table;
  private final List<String> names;

  /**
   * A reader that owns its tokenizer.
   *
   * @param names what the fields of the table are called, in its order
   */
  public NamedTokens(RecordTokenizer tokenizer, FieldTable table, List<String> names) {
    this.tokenizer = tokenizer;
    this.table = table;
    this.names = names;
  }

  @Override
  public FieldTable next() throws IOException {
    return tokenizer.next(table) ? table : null;
  }

  @Override
  public List<String> fieldNames() {
    return names;
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
