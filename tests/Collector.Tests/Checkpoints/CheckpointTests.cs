using Collector.Checkpoints;
using Collector.Enrichment.Visits;
using Collector.Journal;
using Collector.Parsing;
using Collector.Tests.Enrichment.Visits;
using Collector.Tests.Journal;
using Storage.Events;

namespace Collector.Tests.Checkpoints;

/// <summary>After a checkpoint and the journal's rest, the recorder goes on as if there had been no stop.</summary>
public sealed class CheckpointTests
{
    private const string Folder = "/data/checkpoints";

    private readonly CrashFiles _files = new(new Random(1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Hits_after_a_restart_are_stamped_as_without_one(int seed)
    {
        var random = new Random(seed);
        var (live, records) = (new RecorderDouble(), new Records());
        var at = RecorderDouble.Begin;
        Live(live, records, random, ref at, 400 + random.Next(400));
        var bytes = new VisitCheckpoint(RecorderDouble.Node, records.NextSeq - 1, live.Save().Visits).Write();
        var saved = records.All.Count;
        Live(live, records, random, ref at, random.Next(200));

        var (restarted, others) = (new RecorderDouble(), new Records());
        var replay = restarted.Recorder.Replay(VisitCheckpoint.Read(bytes)!.Visits);
        for (var i = 0; i < records.All.Count; i++)
        {
            others.All.Add(records.All[i]);
            if (i >= saved)
            {
                replay.Add(records.All[i], EventColumns.Version);
            }
        }

        // Known ids are not the matter here: the restarted one gets new ids only.
        for (var i = 0; i < 500; i++)
        {
            at = at.AddSeconds(random.Next(120));
            var state = random.Next();
            live.Record(records, WithId(RecorderDouble.Random(new Random(state), at), 1_000 + i));
            restarted.Record(others, WithId(RecorderDouble.Random(new Random(state), at), 1_000 + i));
            Assert.Equal((seed, i, Convert.ToHexString(records.All[^1])), (seed, i, Convert.ToHexString(others.All[^1])));
        }
    }

    [Fact]
    public void A_visit_older_than_the_journal_keeps_its_views_and_its_entry_page()
    {
        var (live, records) = (new RecorderDouble(), new Records());
        for (var i = 0; i < 12; i++)
        {
            live.Record(records, RecorderDouble.Hit(7, RecorderDouble.Begin.AddMinutes(20 * i), path: $"/{i}"));
        }

        var restarted = new RecorderDouble();
        restarted.Recorder.Replay(VisitCheckpoint.Read(new VisitCheckpoint(RecorderDouble.Node, 1_011, live.Save().Visits).Write())!.Visits);
        var next = RecorderDouble.Hit(7, RecorderDouble.Begin.AddMinutes(240), path: "/last");
        restarted.Record(records, next);

        Assert.Equal((0, 13, "/0", "/11"), (next.Row.Visits, next.Row.ViewNumber, next.Row.EntryPath, next.Row.PreviousPath));
    }

    [Theory]
    [InlineData(23, false, true)]
    [InlineData(23, true, true)]
    [InlineData(26, false, false)]
    [InlineData(26, true, false)]
    public void An_event_id_is_known_for_a_day_across_restarts(int hours, bool keyed, bool known)
    {
        var live = new RecorderDouble();
        live.Record(new Records(), RecorderDouble.Hit(7, RecorderDouble.Begin, 77, keyed));
        SaveTo(new CheckpointStore(_files, Folder), live);

        var restarted = new RecorderDouble();
        var later = RecorderDouble.Begin.AddHours(hours);
        new CheckpointStore(_files, Folder).Load(restarted.Seen, later);
        var (again, other) = (RecorderDouble.Hit(7, later, 77, keyed), RecorderDouble.Hit(7, later, 77, !keyed));
        restarted.Record(new Records(), again, other);

        Assert.Equal((known ? RejectReason.Duplicate : RejectReason.None, RejectReason.None), (again.Outcome, other.Outcome));
    }

    [Fact]
    public void Each_checkpoint_adds_the_ids_since_the_last_one_and_all_are_known_afterwards()
    {
        var live = new RecorderDouble();
        var store = new CheckpointStore(_files, Folder);
        var saved = new UnsavedIds([], []);
        for (var i = 1; i <= 60; i++)
        {
            live.Record(new Records(), RecorderDouble.Hit(7, RecorderDouble.Begin.AddMinutes(10 * i), (UInt128)i, keyed: i % 3 == 0));
            if (i % 5 == 0)
            {
                var state = live.Recorder.Save(saved);
                Assert.Equal(5, state.Ids.Public.Length + state.Ids.Keyed.Length);
                store.Save(new VisitCheckpoint(RecorderDouble.Node, 1, state.Visits), state.Ids, state.ArrivalMs, live.Seen.Keep, store.Epoch);
                saved = state.Ids;
            }
        }

        var restarted = new RecorderDouble();
        new CheckpointStore(_files, Folder).Load(restarted.Seen, RecorderDouble.Begin.AddHours(11));
        Assert.Equal(60, restarted.Seen.Count);
        Assert.All(Enumerable.Range(1, 60), i => Assert.False(restarted.Seen.Add((UInt128)i, i % 3 == 0)));
    }

    [Fact]
    public void Ids_whose_time_is_over_leave_memory_and_disk()
    {
        var live = new RecorderDouble();
        var store = new CheckpointStore(_files, Folder);
        for (var i = 1; i <= 40; i++)
        {
            live.Record(new Records(), RecorderDouble.Hit(7, RecorderDouble.Begin.AddHours(i), (UInt128)i));
            SaveTo(store, live);
        }

        Assert.InRange(live.Seen.Count, 24, 26);
        Assert.InRange(_files.Paths.Count(path => path.EndsWith(".ids", StringComparison.Ordinal)), 24, 26);
        Assert.Equal(0, live.Seen.CutShort);
    }

    [Fact]
    public void More_ids_than_the_limit_are_forgotten_before_their_time_and_counted()
    {
        var seen = new SeenEventIds(100, TimeSpan.FromHours(24));
        for (var id = 1u; id <= 250; id++)
        {
            Assert.True(seen.Add(id, keyed: false));
            seen.Commit(id, keyed: false, 1_000);
        }

        Assert.Equal((100, 150), (seen.Count, seen.CutShort));
        Assert.False(seen.Add(250, keyed: false));
        Assert.True(seen.Add(150, keyed: false));
    }

    [Fact]
    public void A_file_of_ids_that_is_torn_at_any_byte_gives_its_whole_blocks_and_is_written_on()
    {
        var live = new RecorderDouble();
        var store = new CheckpointStore(_files, Folder);
        live.Record(new Records(), RecorderDouble.Hit(7, RecorderDouble.Begin, 1));
        SaveTo(store, live);
        live.Record(new Records(), RecorderDouble.Hit(7, RecorderDouble.Begin.AddSeconds(1), 2));
        var path = _files.Paths.Single(name => name.EndsWith(".ids", StringComparison.Ordinal));
        var first = _files.Bytes(path).Length;
        live.Recorder.Save(new UnsavedIds([1], []));
        var state = live.Recorder.Save(new UnsavedIds([], []));
        store.Save(new VisitCheckpoint(RecorderDouble.Node, 1, state.Visits), state.Ids, state.ArrivalMs, live.Seen.Keep, store.Epoch);
        var whole = _files.Bytes(path);
        Assert.True(whole.Length > first);

        for (var length = 0; length <= whole.Length; length++)
        {
            var files = new CrashFiles(new Random(1));
            files.PutFolder(Folder);
            files.Put(path, whole[..length]);
            var (seen, torn) = (new SeenEventIds(100, TimeSpan.FromHours(24)), new CheckpointStore(files, Folder));
            torn.Load(seen, RecorderDouble.Begin);
            Assert.Equal(length < first ? 0 : length < whole.Length ? 1 : 2, seen.Count);

            torn.Save(new VisitCheckpoint(RecorderDouble.Node, 1, live.Save().Visits), new UnsavedIds([9], []), RecorderDouble.Begin.ToUnixTimeMilliseconds(), seen.Keep, torn.Epoch);
            var (again, known) = (new SeenEventIds(100, TimeSpan.FromHours(24)), seen.Count);
            new CheckpointStore(files, Folder).Load(again, RecorderDouble.Begin);
            Assert.Equal((length, known + 1), (length, again.Count));
        }
    }

    [Fact]
    public void A_damaged_file_of_visits_is_none()
    {
        var (live, records) = (new RecorderDouble(), new Records());
        var at = RecorderDouble.Begin;
        Live(live, records, new Random(5), ref at, 200);
        var bytes = new VisitCheckpoint(RecorderDouble.Node, 5, live.Save().Visits).Write();
        Assert.NotNull(VisitCheckpoint.Read(bytes));
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x10;
            Assert.Null(VisitCheckpoint.Read(bytes));
            bytes[i] ^= 0x10;
            Assert.Null(VisitCheckpoint.Read(bytes[..i]));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void After_a_power_cut_one_of_the_last_two_checkpoints_is_there(int seed)
    {
        for (var n = 0; n < 200; n++)
        {
            var files = new CrashFiles(new Random((seed * 1_000) + n));
            var (live, store) = (new RecorderDouble(), new CheckpointStore(files, Folder));
            live.Record(new Records(), RecorderDouble.Hit(7, RecorderDouble.Begin, 1));
            SaveTo(store, live, 10);
            live.Record(new Records(), RecorderDouble.Hit(7, RecorderDouble.Begin, 2));
            var failAt = new Random(n).Next(12);
            files.Fault = (_, _) => failAt-- == 0 ? 5 : 0;
            try
            {
                SaveTo(store, live, 20);
            }
            catch (JournalIoException)
            {
                // The power goes off here.
            }

            files.Crash();
            var loaded = new CheckpointStore(files, Folder).Load(new SeenEventIds(100, TimeSpan.FromHours(24)), RecorderDouble.Begin);
            Assert.NotNull(loaded);
            Assert.True(loaded.LastSeq is 10 or 20, $"seed {seed} {n}: {loaded.LastSeq}");
        }
    }

    [Fact]
    public void A_state_of_before_a_visitor_was_forgotten_is_not_saved()
    {
        var (live, store) = (new RecorderDouble(), new CheckpointStore(_files, Folder));
        live.Record(new Records(), RecorderDouble.Hit(7, RecorderDouble.Begin));
        var (before, epoch) = (live.Save(), store.Epoch);
        live.Recorder.Forget(2, 7);
        store.Forget();
        store.Delete();
        store.Save(new VisitCheckpoint(RecorderDouble.Node, 1, before.Visits), before.Ids, before.ArrivalMs, live.Seen.Keep, epoch);

        Assert.DoesNotContain(_files.Paths, path => path.EndsWith("visits", StringComparison.Ordinal));
        Assert.True(live.Recorder.RecordsSinceCheckpoint > CheckpointJob.Records);
    }

    [Fact]
    public void The_files_of_version_1_are_read_and_written_byte_for_byte()
    {
        var (live, records) = (new RecorderDouble(), new Records());
        live.Record(records, RecorderDouble.Hit(7, RecorderDouble.Begin, 11, path: "/a"), RecorderDouble.Hit(8, RecorderDouble.Begin.AddSeconds(5), 12, keyed: true, path: "/é"));
        live.Record(records, RecorderDouble.Hit(7, RecorderDouble.Begin.AddSeconds(9), 13, path: "/b"));
        SaveTo(new CheckpointStore(_files, Folder), live, 1_002);
        var golden = Path.Combine(Shared.Repository.Root, "tests", "Collector.Tests", "Checkpoints", "Golden");
        foreach (var path in _files.Paths)
        {
            var kept = Path.Combine(golden, "v1-" + Path.GetFileName(path));
            Assert.True(File.Exists(kept), $"{kept} is missing: {Convert.ToBase64String(_files.Bytes(path))}");
            Assert.Equal(File.ReadAllBytes(kept), _files.Bytes(path));
        }

        var read = VisitCheckpoint.Read(File.ReadAllBytes(Path.Combine(golden, "v1-visits")))!;
        Assert.Equal((RecorderDouble.Node, 1_002ul, 2), (read.Node, read.LastSeq, read.Visits.Facts.Count));
        Assert.Equal(["/a", "/é"], read.Visits.Facts.Select(facts => facts.EntryPath));
        Assert.Equal([2, 1], read.Visits.Facts.Select(facts => (int)facts.Views));
    }

    private static void Live(RecorderDouble live, Records records, Random random, ref DateTimeOffset at, int count)
    {
        for (var i = 0; i < count; i++)
        {
            at = at.AddSeconds(random.Next(120));
            live.Record(records, RecorderDouble.Random(random, at));
        }
    }

    private static PreparedHit WithId(PreparedHit hit, int id) => new()
    {
        EventId = (UInt128)id,
        IsKeyed = hit.IsKeyed,
        VisitGap = hit.VisitGap,
        Row = hit.Row,
        AlternateVisitor = hit.AlternateVisitor,
    };

    private static void SaveTo(CheckpointStore store, RecorderDouble live, ulong lastSeq = 1)
    {
        var state = live.Save();
        store.Save(new VisitCheckpoint(RecorderDouble.Node, lastSeq, state.Visits), state.Ids, state.ArrivalMs, live.Seen.Keep, store.Epoch);
    }
}
