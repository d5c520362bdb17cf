package io.sluice.formats.json;

/**
 * Records end at a newline, or at the file's end; a carriage return before it belongs to the
 * terminator. A newline cannot stand in a JSON string, so every newline ends a record, whatever its
 * record looks like.
 */
final class LineFramer implements Framer {
  private int looked;
  private int start;
  private int end;
  private int certain;
  private int next;
  private boolean blank;

  @Override
  public boolean find(byte[] b, int from, int to, boolean atEnd) {
    start = from;
    int newline = Words.newline(b, Math.max(from, looked), to);
    looked = newline;
    end = newline > from && b[newline - 1] == '\r' ? newline - 1 : newline;
    if (newline == to && (!atEnd || from == to)) {
      certain = end;
      return false;
    }
    next = Math.min(newline + 1, to);
    blank = JsonScanner.skipSpace(b, from, end) == end;
    return true;
  }

  @Override
  public int start() {
    return start;
  }

  @Override
  public int end() {
    return end;
  }

  @Override
  public int certain() {
    return certain;
  }

  @Override
  public int next() {
    return next;
  }

  @Override
  public boolean blank() {
    return blank;
  }

  @Override
  public String failure() {
    return null;
  }

  @Override
  public void moved(int distance) {
    looked = Math.max(0, looked - distance);
    start = Math.max(0, start - distance);
    certain -= distance;
  }
}
