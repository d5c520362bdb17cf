package io.sluice.benchmarks.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables that data sets are made of. */
enum Table {
  /** TPC-H's, from its generator. */
  LINEITEM {
    @Override
    List<DataColumn> columns() {
      return List.of(
          new DataColumn("l_orderkey", "bigint", 19),
          new DataColumn("l_partkey", "bigint", 19),
          new DataColumn("l_suppkey", "bigint", 19),
          new DataColumn("l_linenumber", "int", 10),
          new DataColumn("l_quantity", "decimal(15,2)", 16),
          new DataColumn("l_extendedprice", "decimal(15,2)", 16),
          new DataColumn("l_discount", "decimal(15,2)", 16),
          new DataColumn("l_tax", "decimal(15,2)", 16),
          new DataColumn("l_returnflag", "string", 1),
          new DataColumn("l_linestatus", "string", 1),
          new DataColumn("l_shipdate", "date", 10),
          new DataColumn("l_commitdate", "date", 10),
          new DataColumn("l_receiptdate", "date", 10),
          new DataColumn("l_shipinstruct", "string", 25),
          new DataColumn("l_shipmode", "string", 10),
          new DataColumn("l_comment", "string", 44));
    }

    @Override
    List<String> quoted() {
      return List.of("l_comment");
    }
  },

  /** 200 columns of eight types in turn; the first is a key, of the others one in ten is null. */
  WIDE {
    private static final int COLUMNS = 200;
    private static final List<String> TYPES =
        List.of(
            "int", "bigint", "decimal(12,3)", "double", "date", "timestamp", "boolean", "string");

    @Override
    List<DataColumn> columns() {
      List<DataColumn> columns = new ArrayList<>();
      for (int i = 0; i < COLUMNS; i++) {
        columns.add(column("c" + i, TYPES.get(i % TYPES.size())));
      }
      return columns;
    }

    @Override
    List<String> expressions() {
      List<String> values = new ArrayList<>(List.of("i"));
      for (int k = 1; k < COLUMNS; k++) {
        String value =
            switch (k % TYPES.size()) {
              case 0 -> "below(i, %d, 200000) - 100000";
              case 1 -> "large(i, %d)";
              case 2 -> "((below(i, %d, 1999999999) - 999999999) * 0.001)::DECIMAL(12,3)";
              case 3 -> "fraction(i, %d) * 2e6 - 1e6";
              case 4 -> "DATE '1990-01-01' + below(i, %d, 14610)::INT";
              case 5 ->
                  "strftime(make_timestamp((631152000 + below(i, %d, 1262304000)) * 1000000),"
                      + " '%%Y-%%m-%%dT%%H:%%M:%%SZ')";
              case 6 -> "below(i, %d, 2) = 0";
              default -> "word(i, %d)";
            };
        values.add(
            "CASE WHEN below(i, "
                + (1000 + k)
                + ", 10) > 0 THEN "
                + String.format(Locale.ROOT, value, k)
                + " END");
      }
      return values;
    }
  },

  /** Short and long, repeated and unique, beyond ASCII, with quotes and commas inside. */
  TEXT {
    @Override
    List<DataColumn> columns() {
      return List.of(
          column("id", "bigint"),
          column("category", "string"),
          column("title", "string"),
          column("body", "string"),
          column("author", "string"),
          column("token", "string"));
    }

    @Override
    List<String> expressions() {
      return List.of(
          "i",
          "word(i, 1)",
          "sentence(i, 2, 3 + below(i, 3, 6))",
          "sentence(i, 4, 20 + below(i, 5, 60)) || CASE below(i, 6, 4)"
              + " WHEN 0 THEN ', he said: \"' || word(i, 7) || '\"'"
              + " WHEN 1 THEN ', and so on' ELSE '' END",
          "word(i, 8) || ' ' || word(i, 9)",
          "printf('%016x', hash(i))");
    }

    @Override
    List<String> quoted() {
      return List.of("title", "body");
    }
  },

  /** Nothing but numbers: keys, small and large integers, decimals and doubles. */
  NUMBERS {
    private static final int GROUPS = 4;

    @Override
    List<DataColumn> columns() {
      List<DataColumn> columns = new ArrayList<>(List.of(column("id", "bigint")));
      for (int i = 0; i < GROUPS; i++) {
        columns.add(column("small_" + i, "int"));
        columns.add(column("large_" + i, "bigint"));
        columns.add(column("price_" + i, "decimal(15,2)"));
        columns.add(column("reading_" + i, "double"));
      }
      return columns;
    }

    @Override
    List<String> expressions() {
      List<String> values = new ArrayList<>(List.of("i"));
      for (int k = 0; k < 4 * GROUPS; k += 4) {
        values.add("below(i, " + k + ", 1000)");
        values.add("large(i, " + (k + 1) + ")");
        values.add(
            "((below(i, " + (k + 2) + ", 20000000000) - 10000000000) * 0.01)::DECIMAL(15,2)");
        values.add("fraction(i, " + (k + 3) + ") * 2e4 - 1e4");
      }
      return values;
    }
  },

  /**
   * Records that span lines: a note of up to six of them, some of which look like records of their
   * own, so that a splitter that guesses wrong is found out.
   */
  QUOTED_NEWLINES {
    @Override
    List<DataColumn> columns() {
      return List.of(
          column("id", "bigint"),
          column("amount", "decimal(15,2)"),
          column("note", "string"),
          column("day", "date"));
    }

    @Override
    List<String> expressions() {
      return List.of(
          "i",
          "(below(i, 1, 10000000) * 0.01)::DECIMAL(15,2)",
          "list_reduce(list_transform(range(1 + below(i, 2, 6)), lambda j:"
              + " CASE below(i, 10 + j, 5)"
              + " WHEN 0 THEN below(i, 20 + j, 1000000) || ',12.50,\"a note\",2024-02-29'"
              + " WHEN 1 THEN '\"' || word(i, 30 + j) || '\",'"
              + " ELSE sentence(i, 40 + j, 2 + below(i, 50 + j, 8)) END),"
              + " lambda a, b: a || CASE below(i, 60 + length(a), 4) WHEN 0 THEN chr(13) || chr(10)"
              + " ELSE chr(10) END || b)",
          "DATE '2020-01-01' + below(i, 3, 1461)::INT");
    }

    @Override
    List<String> quoted() {
      return List.of("note");
    }
  },

  /** As little as a table can be. */
  PAIRS {
    @Override
    List<DataColumn> columns() {
      return List.of(column("id", "bigint"), column("name", "string"));
    }

    @Override
    List<String> expressions() {
      return List.of("100000 + i", "word(i, 1)");
    }
  };

  /** Macros over a row {@code i} and a salt {@code k}: the same values in every run. */
  static final List<String> MACROS =
      List.of(
          "CREATE MACRO below(i, k, n) AS (hash(hash(i, k)) % n)::BIGINT",
          "CREATE MACRO large(i, k) AS (hash(hash(i, k))::HUGEINT - 9223372036854775808)::BIGINT",
          "CREATE MACRO fraction(i, k) AS (hash(hash(i, k)) % 1000000000000)::DOUBLE / 1e12",
          "CREATE MACRO word(i, k) AS [%s][1 + below(i, k, 37)]".formatted(list(words())),
          // One word in seven is beyond ASCII, in two, three or four bytes of UTF-8.
          "CREATE MACRO sentence(i, k, n) AS array_to_string(list_transform(range(n), lambda w:"
              + " [%s][1 + below(i, k * 1000 + w, 85)]), ' ')".formatted(list(sentenceWords())));

  /** In the order of the files' fields. */
  abstract List<DataColumn> columns();

  /** Expressions over the row number {@code i}, one a column; none if rows come from elsewhere. */
  List<String> expressions() {
    return List.of();
  }

  /** Columns that are always in quotes, as programs write free text. */
  List<String> quoted() {
    return List.of();
  }

  /** Selects rows {@code 0} to {@code rows}. */
  String select(long rows) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < expressions().size(); i++) {
      items.add(expressions().get(i) + " AS " + columns().get(i).name());
    }
    return "SELECT " + String.join(", ", items) + " FROM range(" + rows + ") AS t(i)";
  }

  private static DataColumn column(String name, String type) {
    return new DataColumn(name, type, 0);
  }

  private static List<String> words() {
    return List.of(
        ("river harbour lantern meadow copper violet anchor timber saddle canyon ember falcon"
                + " glacier hollow island juniper kettle lagoon marble nettle orchard pebble quarry"
                + " ribbon summit thistle umbra valley willow yonder zephyr basalt cinder delta"
                + " estuary fjord grove")
            .split(" "));
  }

  private static List<String> sentenceWords() {
    List<String> words = new ArrayList<>(words());
    words.addAll(words());
    words.addAll(
        List.of("café", "Straße", "naïve", "서울", "부산", "데이터", "東京", "数据", "мост", "😀", "🚢"));
    return words;
  }

  private static String list(List<String> words) {
    return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
  }
}
