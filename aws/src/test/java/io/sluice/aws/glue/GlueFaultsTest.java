package io.sluice.aws.glue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.catalog.Catalog.ConcurrentTableChangeException;
import io.sluice.catalog.Table;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Throttling, conflicts, lost answers and missing permission, on tables. */
@ExtendWith(LocalAwsForTests.class)
class GlueFaultsTest {
  private final GlueFixture glue = new GlueFixture();

  @Test
  void throttlingIsWaitedOut() {
    glue.faults.fail("GetTable", 400, "ThrottlingException");
    glue.faults.fail("GetTable", 400, "ThrottlingException");
    glue.catalog.put(glue.flights(0, "id"));
    assertEquals(3, glue.faults.calls().get("GetTable"));
  }

  @Test
  void whoeverChangedTheTableMeanwhileKeepsTheirChange() {
    glue.catalog.put(glue.flights(0, "id"));
    glue.faults.calls();
    glue.faults.before("UpdateTable", () -> glue.parameter("theirs", "1"));
    Table second = glue.catalog.put(glue.flights(1, "id", "note"));
    assertEquals(2, second.version());
    assertEquals(2, glue.faults.calls().get("UpdateTable"));
    assertEquals("1", glue.raw().parameters().get("theirs"));
    assertEquals("2", glue.raw().parameters().get(GlueKeys.VERSION));
  }

  @Test
  void anotherRunsChangeMeanwhileIsAConflict() {
    glue.catalog.put(glue.flights(0, "id"));
    GlueCatalog other = new GlueCatalog(Emulated.client(), glue.lake, Emulated.SHORT);
    glue.faults.before("UpdateTable", () -> other.put(glue.flights(1, "id", "other")));
    assertThrows(
        ConcurrentTableChangeException.class,
        () -> glue.catalog.put(glue.flights(1, "id", "note")));
    other.close();
  }

  @Test
  void aChangeWhoseAnswerWasLostIsFoundDone() {
    glue.faults.fail("CreateTable", 500, "InternalServiceException");
    glue.catalog.put(glue.flights(0, "id"));
    glue.faults.calls();
    glue.faults.fail("UpdateTable", 500, "InternalServiceException");
    Table second = glue.catalog.put(glue.flights(1, "id", "note"));
    assertEquals(glue.flights(2, "id", "note"), second);
    assertEquals(second, glue.catalog.table(glue.database, "flights").orElseThrow());
  }

  @Test
  void endlessConflictsEnd() {
    glue.catalog.put(glue.flights(0, "id"));
    glue.faults.calls();
    for (int i = 0; i < Emulated.SHORT.attempts(); i++) {
      String value = Integer.toString(i);
      glue.faults.before("UpdateTable", () -> glue.parameter("theirs", value));
    }
    GlueCatalogException e =
        assertThrows(
            GlueCatalogException.class, () -> glue.catalog.put(glue.flights(1, "id", "note")));
    assertTrue(e.getMessage().contains("Run again"), e.getMessage());
    assertEquals(Map.of("GetTable", 5, "UpdateTable", 5), glue.faults.calls());
  }

  @Test
  void aMissingPermissionIsNamed() {
    glue.faults.fail("GetTable", 400, "AccessDeniedException");
    GlueCatalogException e =
        assertThrows(
            GlueCatalogException.class, () -> glue.catalog.table(glue.database, "flights"));
    assertTrue(e.getMessage().contains("glue:GetTable"), e.getMessage());
    assertTrue(e.getMessage().contains(glue.database + ".flights"), e.getMessage());
  }
}
