/** Values as people and folder names have them. */
package io.sluice.parquet.text;
