package io.sluice.spec.type;

import java.util.List;
import java.util.Locale;

/**
 * The type of a column, in the vocabulary that Spark SQL, Hive and the Glue Data Catalog share.
 * Written in specs and catalogs in its DDL form, for example {@code decimal(15,2)} or {@code
 * array<struct<a:int,b:string>>}.
 */
public sealed interface DataType extends java.io.Serializable {

  /** The lower-case DDL form; {@link TypeParser#parse} reads it back to an equal type. */
  String ddl();

  /** True for struct, array and map. */
  default boolean nested() {
    return this instanceof StructType || this instanceof ArrayType || this instanceof MapType;
  }

  /** Types without parameters. */
  enum Primitive implements DataType {
    BOOLEAN,
    /** 8 bits. */
    TINYINT,
    /** 16 bits. */
    SMALLINT,
    /** 32 bits. */
    INT,
    /** 64 bits. */
    BIGINT,
    FLOAT,
    DOUBLE,
    /** UTF-8 text. */
    STRING,
    BINARY,
    /** Days, proleptic Gregorian calendar. */
    DATE,
    /** An instant, microseconds since 1970-01-01T00:00:00Z. */
    TIMESTAMP,
    /** A local date and time with no zone, microseconds. */
    TIMESTAMP_NTZ;

    @Override
    public String ddl() {
      return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return ddl();
    }
  }

  /** Exact decimal: {@code precision} 1 to 38 digits, {@code scale} of them after the point. */
  record DecimalType(int precision, int scale) implements DataType {
    public static final int MAX_PRECISION = 38;

    /** Up to this precision the unscaled value fits a {@code long}. */
    public static final int MAX_LONG_PRECISION = 18;

    public DecimalType {
      if (precision < 1 || precision > MAX_PRECISION) {
        throw new IllegalArgumentException(
            "decimal precision must be 1 to 38, but is " + precision);
      }
      if (scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "decimal scale must be 0 to " + precision + ", but is " + scale);
      }
    }

    @Override
    public String ddl() {
      return "decimal(" + precision + "," + scale + ")";
    }
  }

  /** A named, typed member of a struct. */
  record Field(String name, DataType type) implements java.io.Serializable {}

  /** An ordered list of named members. */
  record StructType(List<Field> fields) implements DataType {
    public StructType {
      fields = List.copyOf(fields);
    }

    @Override
    public String ddl() {
      StringBuilder ddl = new StringBuilder("struct<");
      for (int i = 0; i < fields.size(); i++) {
        if (i > 0) {
          ddl.append(',');
        }
        ddl.append(TypeParser.quoted(fields.get(i).name()));
        ddl.append(':').append(fields.get(i).type().ddl());
      }
      return ddl.append('>').toString();
    }
  }

  /** A list; elements may be null. */
  record ArrayType(DataType element) implements DataType {
    @Override
    public String ddl() {
      return "array<" + element.ddl() + ">";
    }
  }

  /** A map; keys are never null, values may be. */
  record MapType(DataType key, DataType value) implements DataType {
    @Override
    public String ddl() {
      return "map<" + key.ddl() + "," + value.ddl() + ">";
    }
  }
}
