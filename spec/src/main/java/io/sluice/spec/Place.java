package io.sluice.spec;

import java.util.List;

/**
 * Where in the tree of keys a value is being read, and where its problems go.
 *
 * @param problems collects the problems of the whole file
 * @param path for example {@code transforms[1].filter}; empty at the root
 */
record Place(List<SpecProblem> problems, String path) {

  Place key(String name) {
    return new Place(problems, path.isEmpty() ? name : path + "." + name);
  }

  Place index(int index) {
    return new Place(problems, path + "[" + index + "]");
  }

  SpecLocation location(SpecNode node) {
    return new SpecLocation(path, node.line(), node.column());
  }

  void problem(SpecNode node, String message, String hint) {
    problems.add(new SpecProblem(location(node), message, hint));
  }

  /** For messages: {@code 'source.path'}, or the spec itself. */
  String words() {
    return path.isEmpty() ? "the spec" : "'" + path + "'";
  }
}
