package io.sluice.aws.dynamo;

import static io.sluice.aws.dynamo.Items.s;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
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

  /** The partition of what is one in a lake. */
  static final String LAKE = "LAKE";

  /** Begins the sort keys of datasets for which anything has arrived. */
  static final String INBOX = "INBOX#";

  /** Begins the sort keys of a batch's members. */
  static final String MEMBER = "I#";

  /** Begins the sort keys of objects that were gone. */
  static final String GONE = "G#";

  /** A sort key after those of all commits of a table. */
  static final String AFTER_ALL_COMMITS = "C#~";

  /** A sort key after those of all batches. */
  static final String AFTER_ALL_BATCHES = "N#~";

  /** A batch's members are spread over so many partition keys, for bursts. */
  static final int MEMBER_SHARDS = 8;

  /** A key may have 2,048 bytes; a long text goes by its beginning and its hash. */
  private static final int LONGEST = 1_900;

  private Keys() {}

  static Map<String, AttributeValue> lake(String sk) {
    return key(LAKE, sk);
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
    return key(tablePk(table), String.format(Locale.ROOT, "C#%015d", number));
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

  /** Says that something has arrived for a dataset. */
  static Map<String, AttributeValue> inbox(String dataset) {
    return lake(INBOX + dataset);
  }

  static String batchPk(String dataset) {
    return "B#" + dataset;
  }

  static Map<String, AttributeValue> batch(String dataset, long number) {
    return key(batchPk(dataset), String.format(Locale.ROOT, "N#%015d", number));
  }

  /** Which batch a version of an object is for. */
  static Map<String, AttributeValue> arrival(String dataset, String uri, String version) {
    return key(arrivalPk(dataset, uri), "V#" + hash(version));
  }

  static String arrivalPk(String dataset, String uri) {
    return bounded("A#" + dataset + "#" + uri);
  }

  static String memberPk(String dataset, long batch, int shard) {
    return "M#" + dataset + "#" + batch + "#" + shard;
  }

  /** A version of an object in a batch. */
  static Map<String, AttributeValue> member(
      String dataset, long batch, String uri, String version) {
    String hash = hash(uri + "\n" + version);
    int shard = Integer.parseInt(hash.substring(0, 1), 16) % MEMBER_SHARDS;
    return key(memberPk(dataset, batch, shard), MEMBER + hash);
  }

  static String gonePk(String dataset) {
    return "G#" + dataset;
  }

  static Map<String, AttributeValue> gone(String dataset, String uri, String version) {
    return key(gonePk(dataset), GONE + hash(uri + "\n" + version));
  }

  private static String hash(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
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
