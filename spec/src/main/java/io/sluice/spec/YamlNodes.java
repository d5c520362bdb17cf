package io.sluice.spec;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Builds YAML that a person would write: blocks outside, one line for what is small. */
final class YamlNodes {
  private static final int INDENT = 2;

  private YamlNodes() {}

  /** A mapping under construction. Values that are absent, and empty lists, are left out. */
  static final class Block {
    private final List<NodeTuple> tuples = new ArrayList<>();
    private final FlowStyle style;

    Block(FlowStyle style) {
      this.style = style;
    }

    Block put(String key, Node value) {
      tuples.add(new NodeTuple(text(key), value));
      return this;
    }

    Block put(String key, String value) {
      return put(key, text(value));
    }

    Block put(String key, boolean value) {
      return put(key, plain(Tag.BOOL, Boolean.toString(value)));
    }

    Block put(String key, Number value) {
      return put(key, number(value));
    }

    Block putText(String key, Optional<String> value) {
      value.ifPresent(v -> put(key, v));
      return this;
    }

    Block putNumber(String key, Optional<? extends Number> value) {
      value.ifPresent(v -> put(key, v));
      return this;
    }

    Block putFlag(String key, Optional<Boolean> value) {
      value.ifPresent(v -> put(key, v));
      return this;
    }

    Block putTexts(String key, List<String> values) {
      return values.isEmpty() ? this : put(key, texts(values));
    }

    boolean isEmpty() {
      return tuples.isEmpty();
    }

    Node node() {
      return new MappingNode(Tag.MAP, tuples, style);
    }
  }

  static Block block() {
    return new Block(FlowStyle.BLOCK);
  }

  static Block line() {
    return new Block(FlowStyle.FLOW);
  }

  static Node text(String value) {
    // Line ends and other controls survive only in double quotes; the emitter decides the rest.
    boolean controls = value.chars().anyMatch(Character::isISOControl);
    ScalarStyle style = controls ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN;
    return new ScalarNode(Tag.STR, value, null, null, style);
  }

  static Node texts(List<String> values) {
    return new SequenceNode(Tag.SEQ, values.stream().map(YamlNodes::text).toList(), FlowStyle.FLOW);
  }

  static Node numbers(List<? extends Number> values) {
    return new SequenceNode(
        Tag.SEQ, values.stream().map(YamlNodes::number).toList(), FlowStyle.FLOW);
  }

  static Node list(List<Node> items) {
    return new SequenceNode(Tag.SEQ, items, FlowStyle.BLOCK);
  }

  static Node number(Number value) {
    boolean whole = value instanceof Long || value instanceof Integer;
    return plain(whole ? Tag.INT : Tag.FLOAT, value.toString());
  }

  static String print(Node root) {
    DumperOptions options = new DumperOptions();
    options.setSplitLines(false);
    options.setIndent(INDENT);
    options.setIndicatorIndent(INDENT);
    options.setIndentWithIndicator(true);
    StringWriter out = new StringWriter();
    new Yaml(options).serialize(root, out);
    return out.toString();
  }

  private static Node plain(Tag tag, String value) {
    return new ScalarNode(tag, value, null, null, ScalarStyle.PLAIN);
  }
}
