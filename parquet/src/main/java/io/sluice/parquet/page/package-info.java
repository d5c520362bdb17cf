/** Pages and column chunks: sealed, compressed, with the statistics that readers skip by. */
package io.sluice.parquet.page;
