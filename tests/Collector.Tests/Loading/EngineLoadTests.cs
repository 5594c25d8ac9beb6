using Collector.Journal;
using Collector.Loading;
using Collector.Tests.Journal;
using Shared;
using Storage.ClickHouse;
using Storage.Events;

namespace Collector.Tests.Loading;

/// <summary>The loader's statements against the real engine.</summary>
public sealed class EngineLoadTests : IAsyncLifetime, IDisposable
{
    private readonly RealEngine _engine = new();
    private readonly CrashFiles _files = new(new Random(1));
    private readonly TestClock _clock = new(Some.Noon);

    public Task InitializeAsync() => _engine.StartAsync();

    public Task DisposeAsync() => _engine.StopAsync();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task Records_are_inserted_counted_completed_and_refused_as_the_loader_expects()
    {
        var store = new ClickHouseEventStore(_engine.Client);
        var journal = Some.Recovered(_files);
        var appender = Some.Appender(_files, journal, _clock);

        // A plain insert.
        Some.Commit(appender, Record("/a"), Record("/b\n\n/c"));
        Some.Commit(appender, Record("/d"), Record("/e"), Record("/f"));
        appender.Seal();
        Assert.True(await Some.Loader(_files, journal, store, _clock).LoadPendingAsync(CancellationToken.None));
        Assert.Equal("1:/a 2:/b\n\n/c 3:/d 4:/e 5:/f", await RowsAsync());

        // Some of it is lost: the next start completes it, and only it.
        await _engine.Client.ExecuteAsync(new SqlQuery("ALTER TABLE events DELETE WHERE seq IN (2, 4) SETTINGS mutations_sync = 2"));
        Assert.Equal(3, await store.CountAsync(journal.Node, 1, 5, CancellationToken.None));
        Assert.Equal(0, await store.CountAsync(journal.Node + 1, 1, 5, CancellationToken.None));
        Assert.False(await store.IsInsertingAsync(journal.Node, CancellationToken.None));
        journal = Some.Recovered(_files);
        Assert.True(await Some.Loader(_files, journal, store, _clock).LoadPendingAsync(CancellationToken.None));
        Assert.Equal("1:/a 2:/b\n\n/c 3:/d 4:/e 5:/f", await RowsAsync());

        // A record that is no row is refused with an error that blames the data, and nothing of its batch is stored.
        appender = Some.Appender(_files, journal, _clock);
        var bad = appender.NextSeq + 1;
        Some.Commit(appender, Record("/g"), new byte[30], Record("/h"));
        appender.Seal();
        var loader = Some.Loader(_files, journal, store, _clock);
        await loader.LoadPendingAsync(CancellationToken.None);
        Assert.True(DataErrors.Contains(loader.Status.LastErrorCode ?? 0), $"code {loader.Status.LastErrorCode}");
        Assert.Equal(5, await store.CountAsync(journal.Node, 1, ulong.MaxValue, CancellationToken.None));

        for (var i = 0; i < 8; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            await loader.LoadPendingAsync(CancellationToken.None);
        }

        Assert.Equal((0, 1L, 2L), (loader.Status.PendingSegments, loader.Status.Poisoned, loader.Status.Confirmed));
        Assert.EndsWith($" {bad - 1}:/g {bad + 1}:/h", await RowsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_whose_part_is_damaged_on_the_disk_are_inserted_again_whichever_file_it_is()
    {
        var journal = Some.Recovered(_files);
        var appender = Some.Appender(_files, journal, _clock);
        var store = new DamagingStore(new ClickHouseEventStore(_engine.Client), _engine.Folder);
        var loader = Some.Loader(_files, journal, store, _clock);
        var n = 0;
        var unseen = new List<string>();

        // What a merge has made is read by it; the files to be damaged are those of an insert.
        await _engine.Client.ExecuteAsync(new SqlQuery("SYSTEM STOP MERGES events"));
        do
        {
            Some.Commit(appender, Record($"/{++n}"), Record($"/{++n}"));
            appender.Seal();
            if (await loader.LoadPendingAsync(CancellationToken.None))
            {
                unseen.Add(Path.GetFileName(store.LastFile));
                store.Forgive();
            }

            Assert.True(await loader.LoadPendingAsync(CancellationToken.None), store.LastFile);
            Assert.Equal(n, await store.CountAsync(journal.Node, 0, ulong.MaxValue, CancellationToken.None));
            Assert.Equal($"{n}", (await _engine.Client.QueryAsync(new SqlQuery("SELECT toString(uniqExact(path)) FROM events"))).Rows[0][0].GetString());
        }
        while (store.HasMore);

        // These have no checksum of their own and no rows in them; the engine process ends when the disk refuses to write one (decision 16).
        Assert.Equal(["columns_substreams.txt", "default_compression_codec.txt", "metadata_version.txt"], unseen);
        Assert.True(store.Files >= 12, $"only {store.Files} files were damaged");
        Assert.Equal(store.Files - unseen.Count, loader.Status.DamagedParts);
    }

    [Fact]
    public async Task Records_that_are_gone_before_their_segment_is_deleted_are_loaded_again()
    {
        var journal = Some.Recovered(_files);
        var appender = Some.Appender(_files, journal, _clock);
        var store = new ClickHouseEventStore(_engine.Client);
        var loader = Some.Loader(_files, journal, store, _clock);
        Some.Commit(appender, Record("/a"), Record("/b"));
        appender.Seal();
        Some.Commit(appender, Record("/c"));
        appender.Seal();
        Assert.True(await loader.LoadPendingAsync(CancellationToken.None));
        await _engine.Client.ExecuteAsync(new SqlQuery("ALTER TABLE events DELETE WHERE path = '/b' SETTINGS mutations_sync = 2"));

        _clock.Advance(TimeSpan.FromHours(3));
        await loader.LoadPendingAsync(CancellationToken.None);
        await loader.LoadPendingAsync(CancellationToken.None);
        await loader.LoadPendingAsync(CancellationToken.None);

        Assert.Equal("1:/a 2:/b 3:/c", await RowsAsync());
        Assert.Equal(1, loader.Status.MissingRecords);
        Assert.Single(journal.Index.All());
    }

    [Fact]
    public async Task An_insert_that_is_still_running_is_seen()
    {
        var store = new ClickHouseEventStore(_engine.Client);
        var release = new TaskCompletionSource();
        var insert = new SqlQuery("INSERT INTO events /* collector 77 */ (node, seq) FORMAT RowBinary");
        var running = _engine.Client.InsertAsync(insert, async (body, token) =>
        {
            // More than the engine needs to begin.
            await body.WriteAsync(new byte[16 * 100_000], token);
            await body.FlushAsync(token);
            await release.Task;
        });
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (!await store.IsInsertingAsync(77, limit.Token))
            {
                await Task.Yield();
            }
        }
        finally
        {
            release.SetResult();
            await running;
        }

        Assert.False(await store.IsInsertingAsync(77, CancellationToken.None));
    }

    private static byte[] Record(string path)
    {
        var writer = new System.Buffers.ArrayBufferWriter<byte>();
        writer.Advance(writer.GetSpan(16)[..16].Length);
        EventRowWriter.Write(new EventRow { Site = 1, Name = "pageview", Time = Some.Noon, Received = Some.Noon, Path = path }, writer);
        return writer.WrittenSpan.ToArray();
    }

    private async Task<string> RowsAsync()
    {
        var result = await _engine.Client.QueryAsync(new SqlQuery("SELECT seq, path FROM events ORDER BY node, seq"));
        return string.Join(' ', result.Rows.Select(row => $"{row[0].GetUInt64()}:{row[1].GetString()}"));
    }

    /// <summary>Cuts a byte off a file of the part that an insert just made, another file each time: what a write that the disk refused leaves.</summary>
    private sealed class DamagingStore(IEventStore inner, string folder) : IEventStore
    {
        private readonly HashSet<string> _damaged = [];
        private int _inserts;

        public bool HasMore { get; private set; } = true;

        public int Files => _damaged.Count;

        public string LastFile { get; private set; } = "";

        /// <summary>The damage was not seen, so there is no second attempt.</summary>
        public void Forgive() => _inserts++;

        public async Task InsertAsync(LoadBatch batch, CancellationToken cancellationToken)
        {
            await inner.InsertAsync(batch, cancellationToken);
            if (_inserts++ % 2 == 1)
            {
                // The second attempt meets a disk that is well.
                return;
            }

            var newest = Directory.EnumerateFiles(Path.Combine(folder, "engine", "store"), "skp_idx_node_seq.idx2", SearchOption.AllDirectories)
                .Where(file => !file.Contains("detached", StringComparison.Ordinal)).MaxBy(File.GetLastWriteTimeUtc)!;
            var files = Directory.GetFiles(Path.GetDirectoryName(newest)!).Order().Where(file => !_damaged.Contains(Path.GetFileName(file))).ToList();
            HasMore = files.Count > 1;
            LastFile = files[0];
            _damaged.Add(Path.GetFileName(LastFile));
            using var file = new FileStream(files[0], FileMode.Open);
            file.SetLength(file.Length - 1);
        }

        public Task InsertMissingAsync(LoadBatch batch, CancellationToken cancellationToken) => inner.InsertMissingAsync(batch, cancellationToken);

        public Task<long> CountAsync(ulong node, ulong firstSeq, ulong lastSeq, CancellationToken cancellationToken) => inner.CountAsync(node, firstSeq, lastSeq, cancellationToken);

        public Task<bool> IsInsertingAsync(ulong node, CancellationToken cancellationToken) => inner.IsInsertingAsync(node, cancellationToken);

        public Task<(long Records, int Damaged)> ReadBackAsync(ulong node, ulong firstSeq, ulong lastSeq, CancellationToken cancellationToken) =>
            inner.ReadBackAsync(node, firstSeq, lastSeq, cancellationToken);

        public Task<(TimeSpan Uptime, int BrokenParts)> StateAsync(CancellationToken cancellationToken) => inner.StateAsync(cancellationToken);
    }
}
