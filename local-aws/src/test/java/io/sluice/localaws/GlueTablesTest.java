package io.sluice.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.GetTablesResponse;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableVersion;

/** Repairs glue_versions, glue_names, glue_paging and glue_lock. */
@ExtendWith(LocalAwsForTests.class)
class GlueTablesTest {
  private final GlueTable table = GlueTable.create();

  @Test
  void anUpdateOfAnOldVersionIsRefused() {
    String first = table.get().versionId();
    table.update("mine", b -> b.versionId(first));
    assertThrows(
        ConcurrentModificationException.class,
        () -> table.update("stale", b -> b.versionId(first)));
    assertEquals("mine", table.get().description());
  }

  @Test
  void skipArchiveKeepsNoOldVersion() {
    table.update("1", b -> {});
    table.update("2", b -> b.skipArchive(true));
    List<String> versions =
        Clients.glue()
            .getTableVersions(b -> b.databaseName(table.database()).tableName(table.name()))
            .tableVersions()
            .stream()
            .map(TableVersion::table)
            .map(Table::description)
            .toList();
    assertEquals(List.of("2", "0"), versions);
  }

  @Test
  void noUpdateIsLostAmongWriters() throws Exception {
    int updates = 0;
    for (int round = 0; round < 20; round++) {
      Table before = table.get();
      int next = Integer.parseInt(before.description()) + 1;
      int winners =
          Race.winners(
              writer -> {
                try {
                  table.update(Integer.toString(next), b -> b.versionId(before.versionId()));
                  return true;
                } catch (ConcurrentModificationException lost) {
                  return false;
                }
              });
      assertEquals(1, winners, "round " + round);
      updates++;
    }
    assertEquals(Integer.toString(updates), table.get().description());
  }

  @Test
  void namesAreFoldedToLowerCase() {
    String upper = table.database().toUpperCase(Locale.ROOT);
    Clients.glue().createTable(b -> b.databaseName(upper).tableInput(t -> t.name("MixedCase")));
    Table stored =
        Clients.glue().getTable(b -> b.databaseName(table.database()).name("MIXEDcase")).table();
    assertEquals("mixedcase", stored.name());
    assertEquals(table.database(), stored.databaseName());
  }

  @Test
  void tablesComeInPages() {
    for (int i = 0; i < 105; i++) {
      String name = "many_%03d".formatted(i);
      Clients.glue()
          .createTable(b -> b.databaseName(table.database()).tableInput(t -> t.name(name)));
    }
    GetTablesResponse first =
        Clients.glue().getTables(b -> b.databaseName(table.database()).maxResults(7));
    assertEquals(7, first.tableList().size());
    List<String> all =
        Clients.glue().getTablesPaginator(b -> b.databaseName(table.database())).stream()
            .flatMap(page -> page.tableList().stream())
            .map(Table::name)
            .toList();
    List<String> expected = IntStream.range(0, 105).mapToObj("many_%03d"::formatted).toList();
    assertEquals(expected, all.subList(0, 105));
    assertEquals(106, all.size());
    assertEquals(
        100, Clients.glue().getTables(b -> b.databaseName(table.database())).tableList().size());
  }
}
