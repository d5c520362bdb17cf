package io.sluice.formats.json;

import io.sluice.formats.text.Swar;

/**
 * Records are the elements of the one array that the file is; or, if the file does not begin with a
 * bracket, the values that stand in it one after the other, laid out over lines as they may be. An
 * element ends where its brackets balance, whatever else is wrong in it; where they never do, the
 * rest of the file cannot be told apart and the file fails.
 */
final class DocumentFramer implements Framer {
  private enum Phase {
    OPENING,
    BEFORE,
    INSIDE,
    AFTER
  }

  private Phase phase = Phase.OPENING;
  private boolean array;

  /** In an array: the last thing read was a comma. */
  private boolean comma;

  private int depth;
  private boolean inString;

  /** The last byte seen was a backslash in a string. */
  private boolean escape;

  private int at;
  private int start;
  private int end;

  /** After the last byte that was looked at and is no white space. */
  private int certain;

  private String failure;

  @Override
  public boolean find(byte[] b, int from, int to, boolean atEnd) {
    at = Math.max(at, from);
    if (phase == Phase.OPENING && !opening(b, to)) {
      return false;
    }
    if (phase == Phase.BEFORE) {
      at = JsonScanner.skipSpace(b, at, to);
      start = at;
      if (at < to) {
        if (array && b[at] == ',') {
          comma = true;
          end = at++;
          return true;
        }
        if (array && b[at] == ']') {
          if (comma) {
            comma = false;
            end = at;
            return true;
          }
          at++;
          phase = Phase.AFTER;
        } else {
          phase = Phase.INSIDE;
          certain = start;
        }
      } else if (atEnd && array) {
        failure = "the array is not closed: the file ends where ',' or ']' is expected";
      }
    }
    if (phase == Phase.INSIDE) {
      return inside(b, to, atEnd);
    }
    if (phase == Phase.AFTER) {
      at = JsonScanner.skipSpace(b, at, to);
      start = at;
      if (at < to) {
        failure = "there is text after the end of the array";
      }
    }
    return false;
  }

  private boolean opening(byte[] b, int to) {
    at = JsonScanner.skipSpace(b, at, to);
    start = at;
    if (at == to) {
      return false;
    }
    array = b[at] == '[';
    if (array) {
      at++;
    }
    phase = Phase.BEFORE;
    return true;
  }

  private boolean inside(byte[] b, int to, boolean atEnd) {
    int from = at;
    while (at < to) {
      if (escape) {
        escape = false;
        at++;
        continue;
      }
      if (inString) {
        at = stringStop(b, at, to);
        if (at < to) {
          escape = b[at] == '\\';
          inString = b[at] != '"';
          at++;
        }
        continue;
      }
      byte c = b[at];
      if (depth == 0 && endsHere(c)) {
        finish(b, from, at);
        if (array) {
          comma = c == ',';
          phase = comma ? Phase.BEFORE : Phase.AFTER;
          at++;
        }
        return true;
      }
      at++;
      switch (c) {
        case '"' -> inString = true;
        case '{', '[' -> depth++;
        case '}', ']' -> {
          depth = Math.max(0, depth - 1);
          if (depth == 0 && !array) {
            finish(b, from, at);
            return true;
          }
        }
        default -> {}
      }
    }
    if (!atEnd) {
      certain = withoutSpace(b, from, to);
      return false;
    }
    if (array || depth > 0 || inString) {
      failure =
          array && depth == 0 && !inString
              ? "the array is not closed: the file ends where ',' or ']' is expected"
              : "the file ends within the value that begins here";
      return false;
    }
    at = to;
    finish(b, from, to);
    return true;
  }

  /** The end of what was looked at without the white space there, which may begin before it. */
  private int withoutSpace(byte[] b, int from, int to) {
    int after = to;
    while (after > from && JsonScanner.skipSpace(b, after - 1, after) == after) {
      after--;
    }
    return after > from ? after : certain;
  }

  private boolean endsHere(byte c) {
    return array ? c == ',' || c == ']' : c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private void finish(byte[] b, int from, int position) {
    end = withoutSpace(b, from, position);
    depth = 0;
    inString = false;
    escape = false;
    phase = Phase.BEFORE;
  }

  private static int stringStop(byte[] b, int position, int to) {
    int at = position;
    while (at + 8 <= to) {
      long stops = Words.stringStops((long) Swar.LONGS.get(b, at));
      if (stops != 0) {
        return at + (Long.numberOfTrailingZeros(stops) >>> 3);
      }
      at += 8;
    }
    while (at < to && b[at] != '"' && b[at] != '\\') {
      at++;
    }
    return at;
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
    return at;
  }

  @Override
  public boolean blank() {
    return false;
  }

  @Override
  public String failure() {
    return failure;
  }

  @Override
  public void moved(int distance) {
    at = Math.max(0, at - distance);
    start = Math.max(0, start - distance);
    certain -= distance;
  }
}
