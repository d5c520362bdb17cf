package io.sluice.benchmarks.data;

import io.trino.tpch.LineItem;
import java.util.List;

/** TPC-H's lineitem: its columns, and how one of its rows is written. */
final class LineItemTable {
  static final List<DataColumn> COLUMNS =
      List.of(
          new DataColumn("l_orderkey", "bigint", 19),
          new DataColumn("l_partkey", "bigint", 19),
          new DataColumn("l_suppkey", "bigint", 19),
          new DataColumn("l_linenumber", "int", 10),
          new DataColumn("l_quantity", "decimal(15,2)", 16),
          new DataColumn("l_extendedprice", "decimal(15,2)", 16),
          new DataColumn("l_discount", "decimal(15,2)", 16),
          new DataColumn("l_tax", "decimal(15,2)", 16),
          new DataColumn("l_returnflag", "string", 1),
          new DataColumn("l_linestatus", "string", 1),
          new DataColumn("l_shipdate", "date", 10),
          new DataColumn("l_commitdate", "date", 10),
          new DataColumn("l_receiptdate", "date", 10),
          new DataColumn("l_shipinstruct", "string", 25),
          new DataColumn("l_shipmode", "string", 10),
          new DataColumn("l_comment", "string", 44));

  private LineItemTable() {}

  /** Writes all values of a row. The quantity is a whole number, as in dbgen's own output. */
  static void put(LineItem row, RecordWriter out) {
    out.number(row.getOrderKey());
    out.number(row.getPartKey());
    out.number(row.getSupplierKey());
    out.number(row.getLineNumber());
    out.number(row.getQuantity());
    out.decimal(row.getExtendedPriceInCents(), 2);
    out.decimal(row.getDiscountPercent(), 2);
    out.decimal(row.getTaxPercent(), 2);
    out.word(row.getReturnFlag());
    out.word(row.getStatus());
    out.date(row.getShipDate());
    out.date(row.getCommitDate());
    out.date(row.getReceiptDate());
    out.word(row.getShipInstructions());
    out.word(row.getShipMode());
    out.text(row.getComment());
  }
}
