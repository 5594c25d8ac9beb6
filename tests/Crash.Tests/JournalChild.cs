using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using Collector.Journal;
using Collector.Loading;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crash.Tests;

/// <summary>The program that is killed: appends ids, notes those that are acknowledged, and loads them into a <see cref="LineStore"/>.</summary>
internal static class JournalChild
{
    /// <summary>Written to stdout when the journal could not be opened.</summary>
    public const string Unopened = "not opened";

    /// <summary>Written to stdout at the end, with the number of errors of writing.</summary>
    public const string Errors = "errors ";

    private const int Submissions = 60;

    public static JournalOptions Options(string folder) => new()
    {
        Folder = Path.Combine(folder, "journal"),
        RowVersion = 1,
        MaxBytes = 1L << 40,
        MinFreeBytes = 0,
        SealAfter = TimeSpan.FromMilliseconds(10),
    };

    public static BatchLoader Loader(string folder, RecoveredJournal journal)
    {
        // No retention: deleting is one of the points to be killed at.
        var options = new LoaderOptions { Folder = Options(folder).Folder, Retention = TimeSpan.Zero };
        return new BatchLoader(
            new PosixFiles(), journal, new JournalBudget(new PosixFiles(), Options(folder)), new LineStore(Path.Combine(folder, "rows")),
            new LoadBackoff(new Random(1)), options, TimeProvider.System, NullLogger.Instance);
    }

    public static async Task<int> RunAsync(string folder, long firstId)
    {
        RecoveredJournal journal;
        try
        {
            journal = new JournalRecovery(new PosixFiles(), Options(folder), NullLogger.Instance).Open();
        }
        catch (JournalIoException)
        {
            Console.WriteLine(Unopened);
            return 0;
        }

        var loader = Loader(folder, journal);
        using var stop = new CancellationTokenSource();
        var loading = loader.RunAsync(stop.Token);
        var writer = new JournalWriter<long>(new PosixFiles(), Options(folder), journal, new IdEncoder(), TimeProvider.System, NullLogger.Instance);
        var acknowledged = Path.Combine(folder, "acknowledged");
        for (var id = firstId; id < firstId + Submissions; id++)
        {
            if (await writer.AppendAsync(id, 1, 24) == JournalOutcome.Stored)
            {
                await NoteAsync(acknowledged, id);
            }

            await Task.Delay(2);
        }

        await writer.StopAsync();
        await loader.LoadPendingAsync(CancellationToken.None);
        await stop.CancelAsync();
        await loading;
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{Errors}{journal.Counters.Read().WriteErrors}\n"));
        return 0;
    }

    // The call that fails may be this one: what is not noted need not be found.
    private static async Task NoteAsync(string file, long id)
    {
        try
        {
            await File.AppendAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"{id}\n"));
        }
        catch (IOException)
        {
        }
    }

    /// <summary>An id as a record: 16 bytes of event id, 8 of id.</summary>
    private sealed class IdEncoder : IRecordEncoder<long>
    {
        public void Encode(long submission, IRecordOutput output)
        {
            var record = output.Record;
            var bytes = record.GetSpan(24)[..24];
            bytes.Clear();
            BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], submission);
            record.Advance(24);
            output.Add();
        }

        public void Committed()
        {
        }

        public void RolledBack()
        {
        }
    }
}
