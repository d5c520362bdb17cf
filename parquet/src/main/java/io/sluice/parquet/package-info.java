/**
 * Writes column batches into Parquet files. What other modules use is here, in {@code partition}
 * and in {@code copy}; the stages of writing are in packages of their own, which know nothing of
 * this one:
 *
 * <pre>
 * partition, copy -&gt; this package -&gt; encode, page -&gt; stats, shred, text, dictionary
 *                 -&gt; schema -&gt; bytes
 * </pre>
 */
package io.sluice.parquet;
