package io.sluice.aws.dynamo;

import static io.sluice.aws.dynamo.Items.s;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Names of keys, attributes and indexes; docs/ledger-dynamodb.md says why they are so. */
final class Keys {
  static final String PK = "pk";
  static final String SK = "sk";

  /** Indexes. */
  static final String BY_NUMBER = "by_number";

  static final String BY_ID = "by_id";
  static final String BY_DATASET = "by_dataset";
  static final String BY_TABLE = "by_table";
  static final String BY_PENDING_WORK = "by_pending_work";

  /** A run's attributes. */
  static final String ALL_RUNS = "all_runs";

  static final String RUN_ID = "run_id";
  static final String RUN_NUMBER = "run_number";
  static final String RUN_STATE = "run_state";
  static final String DATASET = "dataset_name";
  static final String TABLE = "table_name";
  static final String PENDING_WORK = "pending_work";
  static final String PENDING_ORDER = "pending_order";

  /** {@link #PENDING_WORK} of runs that are not over. */
  static final String OPEN = "OPEN";

  /** {@link #PENDING_WORK} of committed runs whose replaced files are not deleted. */
  static final String UNCLEANED = "UNCLEANED";

  /** On whichever item: what the last write of it was, so that a lost answer can be looked up. */
  static final String TOKEN = "write_token";

  /** A key may have 2,048 bytes; a long text goes by its beginning and its hash. */
  private static final int LONGEST = 1_900;

  private Keys() {}

  static Map<String, AttributeValue> lake(String sk) {
    return key("LAKE", sk);
  }

  static Map<String, AttributeValue> feed(String dataset, String table) {
    return lake("FEED#" + dataset + "#" + table);
  }

  static Map<String, AttributeValue> run(String runId) {
    return key("R#" + runId, "RUN");
  }

  static String tablePk(String table) {
    return bounded("T#" + table);
  }

  static Map<String, AttributeValue> tableLease(String table) {
    return key(tablePk(table), "LEASE");
  }

  /** The run that was a table's n-th to be committed. */
  static Map<String, AttributeValue> commit(String table, long number) {
    return key(tablePk(table), "C#%015d".formatted(number));
  }

  static String filePk(String dataset, String table, String uri) {
    return bounded("F#" + dataset + "#" + table + "#" + uri);
  }

  static Map<String, AttributeValue> file(String dataset, String table, String uri) {
    return key(filePk(dataset, table, uri), "FILE");
  }

  /** Says that outputs of a run contain rows of the file. */
  static Map<String, AttributeValue> source(
      String dataset, String table, String uri, String runId) {
    return key(filePk(dataset, table, uri), "O#" + runId);
  }

  /**
   * @param stored an output's path as the lake's records keep it
   */
  static Map<String, AttributeValue> output(String stored) {
    return key(bounded("P#" + stored), "OUTPUT");
  }

  static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of(PK, s(pk), SK, s(sk));
  }

  private static String bounded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= LONGEST
        ? text
        // At most three bytes for a char.
        : text.substring(0, Math.min(text.length(), 500)) + "#" + Sha256.hex(bytes);
  }
}
