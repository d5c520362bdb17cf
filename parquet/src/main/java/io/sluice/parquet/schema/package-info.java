/**
 * A file's columns as Parquet stores them: the tree of groups, its leaves, and how values compare.
 */
package io.sluice.parquet.schema;
