/** Pages and column chunks: compressed, with the statistics that readers skip by. */
package io.sluice.parquet.page;
