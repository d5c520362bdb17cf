package io.sluice.spec;

import io.sluice.spec.SpecNode.Entry;
import io.sluice.spec.SpecNode.Mapping;
import io.sluice.spec.SpecNode.Scalar;
import io.sluice.spec.SpecNode.ScalarKind;
import io.sluice.spec.SpecNode.Sequence;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML text to nodes. Nothing is constructed from it: a spec is data. */
final class YamlComposer {
  /** A pinned schema of 100,000 columns is a spec of some megabytes. */
  private static final int MAX_CHARACTERS = 64 << 20;

  /** What aliases may make of a short text; without them no spec comes near it. */
  private static final long MAX_VALUES = 10_000_000;

  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Lists and mappings, each converted once: an alias of one is the same object again. */
  private final IdentityHashMap<Node, SpecNode> converted = new IdentityHashMap<>();

  /** How many values each of these has, those of its aliases each time again. */
  private final IdentityHashMap<SpecNode, Long> sizes = new IdentityHashMap<>();

  private YamlComposer() {}

  static SpecNode compose(String text) throws SpecSyntaxException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    try {
      Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      return root == null
          ? new Scalar("", ScalarKind.NULL, 1, 1)
          : new YamlComposer().convert(root);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
      throw new SpecSyntaxException(
          e.getProblem() + context,
          mark == null ? 0 : mark.getLine() + 1,
          mark == null ? 0 : mark.getColumn() + 1);
    } catch (YAMLException e) {
      throw new SpecSyntaxException(String.valueOf(e.getMessage()), 0, 0);
    }
  }

  private SpecNode convert(Node node) throws SpecSyntaxException {
    int line = node.getStartMark().getLine() + 1;
    int column = node.getStartMark().getColumn() + 1;
    if (node instanceof ScalarNode scalar) {
      return new Scalar(scalar.getValue(), kind(scalar.getTag()), line, column);
    }
    SpecNode known = converted.get(node);
    if (known != null) {
      return known;
    }
    if (!open.add(node)) {
      throw new SpecSyntaxException("an alias is used inside what it names", line, column);
    }
    SpecNode made;
    long size = 1;
    if (node instanceof SequenceNode sequence) {
      List<SpecNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(convert(item));
        size += sizeOf(items.get(items.size() - 1));
      }
      made = new Sequence(items, line, column);
    } else {
      List<Entry> entries = new ArrayList<>();
      for (NodeTuple tuple : ((MappingNode) node).getValue()) {
        if (!(convert(tuple.getKeyNode()) instanceof Scalar key)) {
          Mark mark = tuple.getKeyNode().getStartMark();
          throw new SpecSyntaxException(
              "a key must be a word, not a list or a mapping",
              mark.getLine() + 1,
              mark.getColumn() + 1);
        }
        SpecNode value = convert(tuple.getValueNode());
        entries.add(new Entry(key, value));
        size += 1 + sizeOf(value);
      }
      made = new Mapping(entries, line, column);
    }
    if (size > MAX_VALUES) {
      throw new SpecSyntaxException(
          "aliases expand this to more than " + MAX_VALUES + " values: write it with fewer aliases",
          line,
          column);
    }
    open.remove(node);
    converted.put(node, made);
    sizes.put(made, size);
    return made;
  }

  private long sizeOf(SpecNode node) {
    return sizes.getOrDefault(node, 1L);
  }

  private static ScalarKind kind(Tag tag) {
    if (tag.equals(Tag.NULL)) {
      return ScalarKind.NULL;
    }
    if (tag.equals(Tag.BOOL)) {
      return ScalarKind.BOOLEAN;
    }
    return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? ScalarKind.NUMBER : ScalarKind.TEXT;
  }
}
