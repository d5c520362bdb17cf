/** Looking after a lake: checking it, dropping tables, and removing what nobody needs. */
package io.sluice.ingest.upkeep;
