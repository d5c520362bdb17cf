package io.sluice.ingest.publish;

import io.sluice.catalog.Table;
import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.lake.Run;
import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.plan.IngestPlan;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.table.TableMerge;
import io.sluice.ingest.table.TargetResolver;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Output;
import io.sluice.spec.report.RunReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The stage that records what a run has written and makes it visible, with the table's lease: what
 * is replaced, the table's columns and the ledger must fit together.
 */
public final class Publishing {
  private final Lake lake;
  private final Run run;
  private final Lease lease;
  private final Storages storages;
  private final Stop stop;

  /**
   * @param lease of the run
   */
  public Publishing(Lake lake, Run run, Lease lease, Storages storages, Stop stop) {
    this.lake = lake;
    this.run = run;
    this.lease = lease;
    this.storages = storages;
    this.stop = stop;
  }

  /**
   * Publishes what was written.
   *
   * @param report of the run with its outputs
   */
  public Manifest publish(
      IngestPlan plan, WriteResult written, Function<List<Output>, RunReport> report)
      throws IOException {
    // Nothing of the table is needed for these: no other run has to wait for them.
    List<TableOutput> rejects =
        new RejectFiles(run, storages)
            .write(plan.target().rejectsLocation(), plan.request(), written.rejected());
    return PublishTurn.take(
        lake.ledger(),
        run.table(),
        stop,
        table -> {
          requireFits(plan.target().table());
          Manifest manifest =
              new ManifestBuilder(lake, run, storages, plan)
                  .build(written.outputs(), rejects, report);
          return carryOut(table, manifest);
        });
  }

  /** Ends a run that has no row to write. */
  public Manifest publishNothing(RunReport report) throws IOException {
    return PublishTurn.take(
        lake.ledger(),
        run.table(),
        stop,
        table -> carryOut(table, new Manifest(List.of(), List.of(), Optional.empty(), report)));
  }

  /** Whether the table can still take the rows: another run may have changed it meanwhile. */
  private void requireFits(Table needed) {
    TargetResolver.requireNames(
        TableMerge.onto(
            lake.catalog().table(needed.database(), needed.name()), needed, new ArrayList<>()));
  }

  private Manifest carryOut(Lease table, Manifest manifest) throws IOException {
    stop.requireGoingOn();
    lake.ledger().record(lease, table, manifest);
    new Publication(lake, storages).carryOut(lease, table, run.location(), manifest);
    return manifest;
  }
}
