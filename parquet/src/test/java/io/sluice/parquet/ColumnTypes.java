package io.sluice.parquet;

import java.util.List;

/** All kinds of column types, as a spec writes them. */
public final class ColumnTypes {
  public static final List<String> FLAT =
      List.of(
          "boolean",
          "tinyint",
          "smallint",
          "int",
          "bigint",
          "float",
          "double",
          "decimal(7,2)",
          "decimal(15,2)",
          "decimal(19,0)",
          "decimal(38,5)",
          "string",
          "binary",
          "date",
          "timestamp",
          "timestamp_ntz");
  public static final List<String> NESTED =
      List.of(
          "struct<a:int,b:string>",
          "array<int>",
          "map<string,bigint>",
          "array<struct<x:int,y:array<string>>>",
          "struct<m:map<int,array<bigint>>,s:struct<t:string,u:decimal(20,2)>>",
          "array<array<map<string,struct<d:date>>>>",
          "map<int,map<string,double>>");

  private ColumnTypes() {}
}
