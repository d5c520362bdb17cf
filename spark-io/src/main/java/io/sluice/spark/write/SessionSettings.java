package io.sluice.spark.write;

import io.sluice.ingest.sink.IoAction;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import scala.collection.JavaConverters;
import scala.runtime.BoxedUnit;

/** A session's SQL settings, for expressions that look them up where they are evaluated. */
record SessionSettings(Map<String, String> values) implements Serializable {
  static SessionSettings of(SparkSession session) {
    return new SessionSettings(
        new TreeMap<>(JavaConverters.mapAsJavaMap(session.sessionState().conf().getAllConfs())));
  }

  /** Runs something in this thread under the settings. */
  void during(IoAction action) throws IOException {
    SQLConf conf = new SQLConf();
    values.forEach(conf::setConfString);
    try {
      SQLConf.withExistingConf(
          conf,
          () -> {
            try {
              action.run();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return BoxedUnit.UNIT;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
