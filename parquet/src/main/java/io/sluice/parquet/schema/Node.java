package io.sluice.parquet.schema;

import java.util.List;

/**
 * The tree that a nested column's batches are taken apart along.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public sealed interface Node {
  /** Whether a null may stand here; it takes one definition level then. */
  boolean optional();

  /** For messages: the dotted path. */
  String name();

  record LeafNode(String name, boolean optional, Leaf leaf) implements Node {}

  record StructNode(String name, boolean optional, List<Node> members) implements Node {
    public StructNode {
      members = List.copyOf(members);
    }
  }

  /** {@code repetition}: the level at which its elements repeat. */
  record ListNode(String name, boolean optional, int repetition, Node element) implements Node {}

  /** {@code repetition}: the level at which its entries repeat. */
  record MapNode(String name, boolean optional, int repetition, Node key, Node value)
      implements Node {}
}
