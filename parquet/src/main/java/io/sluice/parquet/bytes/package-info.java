/**
 * Bytes as Parquet pages want them: growing arrays, run lengths, work space. Uses no other package.
 */
package io.sluice.parquet.bytes;
