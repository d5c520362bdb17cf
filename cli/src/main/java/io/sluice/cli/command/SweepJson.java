package io.sluice.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sluice.launch.LaunchHandle;

/** What a sweep of compute found, as one JSON document. */
final class SweepJson {
  private final ArrayNode all = new ObjectMapper().createArrayNode();

  void add(String way, LaunchHandle handle, String verdict, String why) {
    all.addObject()
        .put("on", way)
        .put("run_id", handle.runId())
        .put("id", handle.id())
        .put("since", handle.since().toString())
        .put("verdict", verdict)
        .put("why", why);
  }

  String text() {
    return all.toPrettyString();
  }
}
