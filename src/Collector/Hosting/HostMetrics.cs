using Collector.Telemetry;

namespace Collector.Hosting;

/// <summary>What the journal, the loader and the visits show at /metrics.</summary>
internal static class HostMetrics
{
    public static IEnumerable<MetricSample> Samples(Ingestion ingestion)
    {
        var journal = ingestion.Writer.Figures;
        var loader = ingestion.Loader.Status;
        return
        [
            Counter("collector_journal_frames_total", "Frames committed to the journal.", journal.Frames),
            Counter("collector_journal_records_total", "Records committed to the journal.", journal.Records),
            Counter("collector_journal_bytes_total", "Bytes committed to the journal.", journal.Bytes),
            Counter("collector_journal_sync_seconds_total", "Time spent in fdatasync.", journal.SyncTime.TotalSeconds),
            Counter("collector_journal_syncs_total", "Calls of fdatasync.", journal.Syncs),
            Counter("collector_journal_write_errors_total", "Failed writes and syncs.", journal.WriteErrors),
            Counter("collector_journal_torn_tail_bytes_total", "Unacknowledged bytes cut off at start.", journal.TornTailBytes),
            Counter("collector_journal_lost_records_total", "Records in damaged ranges at most.", journal.LostRecords),
            Gauge("collector_journal_state", "0 running, 1 disk full, 2 fault, 3 stopped.", (int)journal.State),
            Gauge("collector_journal_queue_hits", "Hits waiting for their commit.", journal.QueuedHits),
            Gauge("collector_journal_pending_bytes", "Bytes not loaded yet.", journal.PendingBytes),
            Counter("collector_loader_confirmed_total", "Records the database has confirmed.", loader.Confirmed),
            Counter("collector_loader_inserts_total", "Inserts.", loader.Inserts),
            Counter("collector_loader_failures_total", "Failed inserts.", loader.Failures),
            Counter("collector_loader_reconciled_total", "Batches whose state had to be asked for.", loader.Reconciled),
            Counter("collector_loader_poisoned_total", "Records set aside because the database refuses them.", loader.Poisoned),
            Gauge("collector_loader_pending_segments", "Segments waiting to be loaded.", loader.PendingSegments),
            Counter("collector_privacy_control_hits_total", "Hits that came with Global Privacy Control.", ingestion.Consent.PrivacyControlHits),
            Counter("collector_user_agents_incomplete_total", "User agents read in part for want of time.", ingestion.Agents.Incomplete),
            Gauge("collector_visits_open", "Visits held in memory.", ingestion.Recorder.OpenVisits),
            Counter("collector_visits_evicted_total", "Open visits given up before their time because there were too many.", ingestion.Recorder.EvictedVisits),
            Counter("collector_event_ids_cut_short_total", "Event ids forgotten before their day was over because there were too many.", ingestion.Recorder.EventIdsCutShort),
            Counter("collector_loader_damaged_parts_total", "Parts that could not be read back after an insert and were inserted again.", loader.DamagedParts),
            Counter("collector_loader_missing_records_total", "Confirmed records that were gone from the database and were loaded again.", loader.MissingRecords),
            Gauge("collector_database_broken_parts", "Parts of the events that the database has set aside as broken.", loader.BrokenParts),
            Counter("collector_checkpoints_total", "Checkpoints of open visits and event ids made.", ingestion.Checkpoints.Made),
            Gauge("collector_checkpoint_seconds", "How long the last checkpoint took.", ingestion.Checkpoints.LastDuration.TotalSeconds),
            Gauge("collector_event_ids_known", "Event ids held in memory.", ingestion.Recorder.KnownEventIds),
        ];
    }

    private static MetricSample Counter(string name, string help, double value) => new(name, MetricKind.Counter, help, value);

    private static MetricSample Gauge(string name, string help, double value) => new(name, MetricKind.Gauge, help, value);
}
