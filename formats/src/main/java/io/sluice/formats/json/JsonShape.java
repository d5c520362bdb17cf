package io.sluice.formats.json;

import io.sluice.formats.infer.TypeProfile;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.ArrayType;
import io.sluice.spec.type.DataType.Field;
import io.sluice.spec.type.DataType.MapType;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.DataType.StructType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What has been seen at one place of the records: values of which kinds, and the shapes inside.
 * Shapes of parts of a file merge in any order to the same shape, except for the order of members,
 * which is that of their first appearance.
 */
final class JsonShape implements Serializable {
  /** Objects with more different keys than this are maps: their keys are data, not names. */
  static final int MAX_MEMBERS = 200;

  /** What lies deeper is not told apart: it is read as the JSON text that it is. */
  static final int MAX_LEVELS = 32;

  private static final long serialVersionUID = 1;

  private final TypeProfile scalars = new TypeProfile();
  private final int mostMembers;
  private long nulls;
  private long objects;
  private long arrays;

  /** Null once the shape has become that of a map; then {@link #entry} is all members' shape. */
  private LinkedHashMap<String, JsonShape> members = new LinkedHashMap<>();

  private JsonShape entry;
  private JsonShape element;

  /** The shape of a value. */
  JsonShape() {
    this(MAX_MEMBERS);
  }

  /**
   * @param mostMembers with more it becomes that of a map
   */
  JsonShape(int mostMembers) {
    this.mostMembers = mostMembers;
  }

  /** The profile of values that are neither objects, arrays nor null. */
  TypeProfile scalars() {
    return scalars;
  }

  void addNull() {
    nulls++;
  }

  void addObject() {
    objects++;
  }

  void addArray() {
    arrays++;
  }

  /** The shape of the arrays' elements. */
  JsonShape element() {
    if (element == null) {
      element = new JsonShape();
    }
    return element;
  }

  /** The shape of the values of a key; after a call the shape may be {@link #isMap}. */
  JsonShape member(String name) {
    if (members == null) {
      return entry;
    }
    JsonShape member = members.get(name);
    if (member == null) {
      if (members.size() == mostMembers) {
        becomeMap();
        return entry;
      }
      member = new JsonShape();
      members.put(name, member);
    }
    return member;
  }

  boolean isMap() {
    return members == null;
  }

  private void becomeMap() {
    entry = mergedMembers();
    members = null;
  }

  private JsonShape mergedMembers() {
    JsonShape merged = new JsonShape();
    members.values().forEach(merged::merge);
    return merged;
  }

  /** Adds what another shape knows; the other stays as it is. */
  void merge(JsonShape other) {
    scalars.merge(other.scalars);
    nulls += other.nulls;
    objects += other.objects;
    arrays += other.arrays;
    if (other.element != null) {
      element().merge(other.element);
    }
    if (other.members == null && members != null) {
      becomeMap();
    }
    if (members == null) {
      entry.merge(other.members == null ? other.entry : other.mergedMembers());
    } else {
      other.members.forEach((name, shape) -> member(name).merge(shape));
    }
  }

  Map<String, JsonShape> members() {
    return members;
  }

  /** How often a value, null included, stood here. */
  long seen() {
    return scalars.count() + nulls + objects + arrays;
  }

  long nulls() {
    return nulls + scalars.nulls();
  }

  /** The type that holds every value seen. */
  DataType type() {
    return type(1);
  }

  private DataType type(int level) {
    boolean scalar = scalars.count() > scalars.nulls();
    int kinds = (scalar ? 1 : 0) + (objects > 0 ? 1 : 0) + (arrays > 0 ? 1 : 0);
    if (kinds != 1 || (!scalar && level > MAX_LEVELS)) {
      return Primitive.STRING;
    }
    if (scalar) {
      return scalars.type();
    }
    if (arrays > 0) {
      return new ArrayType(element == null ? Primitive.STRING : element.type(level + 1));
    }
    if (members == null) {
      return new MapType(Primitive.STRING, entry.type(level + 1));
    }
    if (members.isEmpty() || !namesCanBeTold()) {
      return new MapType(Primitive.STRING, mergedMembers().type(level + 1));
    }
    List<Field> fields = new ArrayList<>();
    members.forEach((name, shape) -> fields.add(new Field(name, shape.type(level + 1))));
    return new StructType(fields);
  }

  /** Query engines do not tell names apart by case, and know no empty ones. */
  private boolean namesCanBeTold() {
    Set<String> names = new HashSet<>();
    for (String name : members.keySet()) {
      if (name.isBlank() || !names.add(name.toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }

  /** How often each member stood in values here, by its path; those of elements and entries too. */
  Map<String, Long> memberCounts() {
    Map<String, Long> counts = new HashMap<>();
    countMembers("", counts, 1);
    return counts;
  }

  private void countMembers(String path, Map<String, Long> counts, int level) {
    if (level > MAX_LEVELS) {
      return;
    }
    if (element != null) {
      element.countMembers(path, counts, level + 1);
    }
    if (entry != null) {
      entry.countMembers(path, counts, level + 1);
    }
    if (members != null) {
      members.forEach(
          (name, shape) -> {
            String inner = path.isEmpty() ? name : path + "." + name;
            counts.merge(inner, shape.seen(), Long::sum);
            shape.countMembers(inner, counts, level + 1);
          });
    }
  }

  /** For people: what was seen, and why it is no narrower type. */
  String evidence() {
    if (objects == 0 && arrays == 0) {
      return scalars.count() > 0 ? scalars.evidence() : "all " + nulls + " values are null";
    }
    List<String> kinds = new ArrayList<>();
    if (objects > 0) {
      kinds.add(objects + " objects" + (members == null ? " of many different keys" : ""));
    }
    if (arrays > 0) {
      kinds.add(arrays + " arrays");
    }
    if (scalars.count() > 0) {
      kinds.add(scalars.count() + " scalar values");
    }
    if (nulls > 0) {
      kinds.add(nulls + " nulls");
    }
    return String.join(", ", kinds);
  }
}
