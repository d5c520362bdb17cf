package io.sluice.formats.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.csv.CsvLayout;
import io.sluice.formats.format.Findings;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.Thorough;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every delimiter with every quote, line end, encoding, with and without header. */
class InspectProductTest {
  private static final String[] DELIMITERS = {
    ",", ";", "\t", "|", "^", "~", "||", "::", "~|~", "\u0001", " "
  };
  private static final String[] QUOTES = {"\"", "'", ""};
  private static final String[] NEWLINES = {"\n", "\r\n", "\r"};
  private static final String[] ENCODINGS = {
    "UTF-8", "UTF-8+mark", "UTF-16LE", "UTF-16BE+mark", "UTF-32LE", "windows-1252", "ISO-8859-15",
    "x-windows-949", "windows-31j", "GB18030", "Big5", "EUC-JP", "windows-1251", "KOI8-R"
  };

  private static final Map<String, String> WORDS =
      Map.of(
          "latin",
              "Müller café Zürich naïve garçon Straße señor Malmö Kraków-Süd über Ångström fête",
          "euro", "Müller café 12€ Zürich garçon Straße 30€ señor Malmö über fête Œuvre",
          "korean", "서울특별시 강남구 대한민국 부산 인천광역시 홍길동 김철수 학교 도서관 공원 병원 시장",
          "japanese", "東京都 ひらがな カタカナ 日本語 大阪府 北海道 さくら みどり すし 学校 会社 山田さん",
          "simplified", "北京市 上海市 中国人民 广东省 学校 图书馆 公园 医院 电脑 测试数据 这是一个 软件",
          "traditional", "台北市 高雄市 中華民國 學校 圖書館 公園 醫院 電腦 測試資料 這是一個 軟體 臺灣",
          "russian",
              "Москва Санкт-Петербург Россия школа библиотека парк больница рынок Иванов улица");

  private final Random random = new Random(42);

  @Test
  void findsNearlyAll() throws IOException {
    List<String> misses = new ArrayList<>();
    int all = 0;
    Random chosen = new Random(3);
    for (String delimiter : DELIMITERS) {
      for (String quote : QUOTES) {
        for (String newline : NEWLINES) {
          for (String encoding : ENCODINGS) {
            for (boolean header : new boolean[] {true, false}) {
              if (!Thorough.ON && chosen.nextInt(4) != 0) {
                continue;
              }
              all++;
              String wrong = wrong(delimiter, quote, newline, encoding, header);
              if (!wrong.isEmpty()) {
                misses.add(
                    String.format(
                        "%s %s %s %s %s: %s",
                        Findings.visible(delimiter),
                        quote,
                        Findings.visible(newline),
                        encoding,
                        header ? "header" : "no header",
                        wrong));
              }
            }
          }
        }
      }
    }
    Map<String, Integer> kinds = new TreeMap<>();
    misses.forEach(miss -> kinds.merge(miss.replaceAll(".*: ", ""), 1, Integer::sum));
    assertTrue(
        misses.size() == 0,
        misses.size()
            + " of "
            + all
            + " wrong: "
            + kinds
            + "\n"
            + String.join("\n", misses.subList(0, Math.min(60, misses.size()))));
  }

  /** Few rows, and columns that are all text: where a header is hard to tell. */
  @Test
  void smallAndWordyTables() throws IOException {
    String[][] headers = {
      {"name", "city", "country"},
      {"Given Name", "Home Town", "Remark"},
      {"customer_name", "shipTo", "L_COMMENT"},
      {"이름", "주소", "비고"},
      {"Produkt", "Hersteller", "Bezeichnung"}
    };
    String[] values = {
      "Ada Lovelace",
      "Seoul",
      "Bob",
      "New York City",
      "Kim",
      "n/a",
      "It was fine",
      "Busan",
      "a-b-c",
      "Acme Inc.",
      "http://example.com/x?y=1",
      "x@example.com",
      "A17-23",
      "12 Main St",
      "grün",
      "서울특별시 강남구",
      "Zoë"
    };
    List<String> misses = new ArrayList<>();
    int all = 0;
    for (String delimiter : new String[] {",", ";", "\t", "|"}) {
      for (String[] header : headers) {
        for (int rows : new int[] {2, 3, 5, 10, 50}) {
          for (boolean numbers : new boolean[] {true, false}) {
            for (boolean present : new boolean[] {true, false}) {
              all++;
              StringBuilder text = new StringBuilder();
              if (present) {
                text.append(String.join(delimiter, header)).append(numbers ? delimiter + "n" : "");
                text.append('\n');
              }
              for (int row = 0; row < rows; row++) {
                for (int column = 0; column < header.length; column++) {
                  text.append(column == 0 ? "" : delimiter);
                  text.append(values[random.nextInt(values.length)]);
                }
                text.append(numbers ? delimiter + random.nextInt(99) : "").append('\n');
              }
              Inspection found =
                  FileInspector.inspect(
                      new Memory("mem:/f", text.toString().getBytes(UTF_8)),
                      SourceOptions.defaults());
              CsvLayout layout = (CsvLayout) found.layoutOrThrow();
              List<String> wrong = new ArrayList<>();
              check(wrong, "delimiter", delimiter, layout.delimiter());
              check(wrong, "header", present, layout.hasHeader());
              check(wrong, "skip", 0, layout.skipLines());
              if (!wrong.isEmpty()) {
                misses.add(rows + " rows, numbers " + numbers + ", " + header[0] + ": " + wrong);
              }
            }
          }
        }
      }
    }
    // The one kind of miss, written down in docs/formats/detection.md: short tables of nothing but
    // text, without a header, whose first record could be one.
    List<String> others =
        misses.stream()
            .filter(miss -> !miss.matches("\\d+ rows, numbers false, .*header false=>true.*"))
            .toList();
    assertEquals(List.of(), others);
    assertTrue(
        misses.size() <= 0.1 * all,
        misses.size() + " of " + all + " wrong:\n" + String.join("\n", misses));
  }

  private String wrong(
      String delimiter, String quote, String newline, String encoding, boolean header)
      throws IOException {
    String charset = encoding.replace("+mark", "");
    String text = table(delimiter, quote, newline, words(charset), header);
    byte[] bytes =
        ((encoding.endsWith("+mark") ? "\uFEFF" : "") + text).getBytes(Charset.forName(charset));
    Inspection found =
        FileInspector.inspect(new Memory("mem:/f.csv", bytes), SourceOptions.defaults());
    if (!(found.layout().orElse(null) instanceof CsvLayout layout)) {
      return found.summary();
    }
    List<String> wrong = new ArrayList<>();
    check(wrong, "delimiter", delimiter, layout.delimiter());
    check(wrong, "newline", newline, layout.newline());
    check(wrong, "encoding", charset, layout.encoding());
    check(wrong, "header", header, layout.hasHeader());
    check(wrong, "columns", 5, layout.header().size());
    check(wrong, "skip", 0, layout.skipLines());
    // A file that quotes nothing reads alike with the usual quote.
    check(wrong, "quote", quote.isEmpty() ? "\"" : quote, layout.quote());
    return String.join(" ", wrong);
  }

  private static void check(List<String> wrong, String what, Object wanted, Object found) {
    if (!wanted.equals(found)) {
      wrong.add(what + " " + Findings.visible(wanted + "=>" + found));
    }
  }

  private static String[] words(String charset) {
    String language =
        switch (charset) {
          case "x-windows-949", "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE" -> "korean";
          case "windows-31j", "EUC-JP" -> "japanese";
          case "GB18030" -> "simplified";
          case "Big5" -> "traditional";
          case "windows-1251", "KOI8-R" -> "russian";
          case "ISO-8859-15" -> "euro";
          default -> "latin";
        };
    return WORDS.get(language).split(" ", -1);
  }

  private String table(
      String delimiter, String quote, String newline, String[] words, boolean header) {
    StringBuilder text = new StringBuilder();
    if (header) {
      text.append(String.join(delimiter, "id", "name", "price", "created", "remark"))
          .append(newline);
    }
    for (int row = 0; row < 40; row++) {
      String remark = words[random.nextInt(words.length)];
      if (!quote.isEmpty() && random.nextInt(3) == 0) {
        remark += delimiter + words[random.nextInt(words.length)];
      }
      if (!quote.isEmpty() && random.nextInt(5) == 0) {
        remark += quote + "x" + quote;
      }
      boolean quoted =
          !quote.isEmpty()
              && (random.nextInt(4) == 0 || remark.contains(delimiter) || remark.contains(quote));
      String last = quoted ? quote + remark.replace(quote, quote + quote) + quote : remark;
      String name = words[random.nextInt(words.length)];
      text.append(
          String.join(
              delimiter,
              Integer.toString(1000 + row),
              quote.isEmpty() || random.nextBoolean() ? name : quote + name + quote,
              random.nextInt(1000) + "." + (10 + random.nextInt(90)),
              String.format("2024-%02d-%02d", 1 + random.nextInt(12), 1 + random.nextInt(28)),
              last));
      text.append(newline);
    }
    return text.toString();
  }
}
