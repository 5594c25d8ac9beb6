using Collector.Journal;
using Collector.Tests.Loading;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;

namespace Collector.Tests.Journal;

/// <summary>
/// Random appends, errors, power cuts, seals, inserts, lost answers and deletions, compared with a model that fits on a page:
/// the set of ids that were acknowledged. In the end each of them is in the database once, and no id is there twice.
/// </summary>
public class JournalModelTests
{
    private const int Steps = 60;

    // tests/crash-points asks for more.
    private static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("CRASH_SEEDS") ?? "6000", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task What_was_acknowledged_is_stored_exactly_once_whatever_happens()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            try
            {
                await new Life(seed).RunAsync();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: {e.Message}", e);
            }
        }
    }

    /// <summary>One journal, its database and its model.</summary>
    private sealed class Life
    {
        private readonly Random _random;
        private readonly CrashFiles _files;
        private readonly TestClock _clock = new(Some.Noon);
        private readonly FakeEventStore _store;
        private readonly FrameBuilder _frame = new();

        // The model: what was acknowledged, and what was refused and will be sent again by its sender.
        private readonly HashSet<long> _acknowledged = [];
        private readonly List<long> _refused = [];

        private RecoveredJournal _journal;
        private SegmentAppender _appender;
        private Collector.Loading.BatchLoader _loader;
        private long _lastId;

        public Life(int seed)
        {
            _random = new Random(seed);
            _files = new CrashFiles(_random);
            _store = new FakeEventStore(_random);
            (_journal, _appender, _loader) = Start();
        }

        public async Task RunAsync()
        {
            for (var step = 0; step < Steps; step++)
            {
                await StepAsync();
            }

            _files.Fault = (_, _) => 0;
            _store.Healthy = true;
            if (_random.Next(2) == 0)
            {
                Restart(crash: false);
            }

            await SettleAsync();
            Check();
        }

        private async Task StepAsync()
        {
            switch (_random.Next(14))
            {
                case < 6:
                    Append();
                    break;
                case 6:
                    FailSometimes();
                    break;
                case 7:
                    _files.Fault = (_, _) => 0;
                    break;
                case 8:
                    _appender.Seal();
                    break;
                case 9:
                    if (_appender.State != JournalState.Running)
                    {
                        _appender.TryRecover();
                    }
                    else
                    {
                        _appender.Tidy();
                    }

                    break;
                case 10 or 11:
                    await _loader.LoadPendingAsync(CancellationToken.None);
                    break;
                case 12:
                    _clock.Advance(TimeSpan.FromMinutes(_random.Next(1, 50)));
                    break;
                default:
                    Restart(crash: true);
                    break;
            }
        }

        private void Append()
        {
            if (_appender.State != JournalState.Running)
            {
                return;
            }

            // Senders repeat what was refused; the recorder's id set (here: the replay) knows what is stored after all.
            var ids = _refused.Take(3).ToList();
            _refused.RemoveRange(0, ids.Count);
            ids.AddRange(Enumerable.Range(0, _random.Next(1, 6)).Select(_ => ++_lastId));
            Some.Fill(_frame, _appender.NextSeq, ids.Select(id => Some.Record(id, _random.Next(2_000))));
            if (_appender.Commit(_frame) == JournalState.Running)
            {
                _acknowledged.UnionWith(ids);
            }
            else
            {
                _refused.AddRange(ids);
            }
        }

        private void FailSometimes()
        {
            var errno = _random.Next(2) == 0 ? 5 : 28;
            var one = _random.Next(1, 5);
            string[] operations = ["pwrite", "fdatasync", "fsync", "rename", "ftruncate", "create", "unlink", "open"];
            var operation = operations[_random.Next(operations.Length)];
            _files.Fault = (asked, _) => (asked == operation || asked == "fdatasync") && _random.Next(one) == 0 ? errno : 0;
        }

        private void Restart(bool crash)
        {
            // A kill keeps what the kernel holds; a power cut does not.
            if (crash && _random.Next(3) > 0)
            {
                _files.Crash();
            }

            _files.Fault = (_, _) => 0;
            (_journal, _appender, _loader) = Start();
            var known = new HashSet<long>();
            new JournalReplay(_files, Some.Folder, _journal.Index, NullLogger.Instance)
                .Replay(DateTimeOffset.MinValue, record => known.Add(Some.IdOf(record.Bytes.Span)));
            _refused.RemoveAll(known.Contains);
        }

        private (RecoveredJournal Journal, SegmentAppender Appender, Collector.Loading.BatchLoader Loader) Start()
        {
            var journal = Some.Recovered(_files);
            var options = new Collector.Loading.LoaderOptions { Folder = Some.Folder, BatchBytes = 32 << 10, CountedAtStart = TimeSpan.FromMinutes(30) };
            return (journal, Some.Appender(_files, journal, _clock), Some.Loader(_files, journal, _store, _clock, options));
        }

        private async Task SettleAsync()
        {
            if (_appender.State != JournalState.Running)
            {
                Assert.True(_appender.TryRecover());
            }

            _appender.Close();
            for (var i = 0; i < 20 && _journal.Index.PendingCount > 0; i++)
            {
                _clock.Advance(TimeSpan.FromMinutes(1));
                await _loader.LoadPendingAsync(CancellationToken.None);
            }

            Assert.Equal(0, _journal.Index.PendingCount);
        }

        private void Check()
        {
            Assert.Empty(_store.Ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key));
            Assert.Empty(_acknowledged.Except(_store.Ids));
        }
    }
}
