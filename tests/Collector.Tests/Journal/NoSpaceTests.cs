using System.Diagnostics;
using Collector.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;

namespace Collector.Tests.Journal;

/// <summary>A disk that is really full: a tmpfs of 1 MiB.</summary>
public sealed class NoSpaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("journal-full-").FullName;
    private readonly string _journal;

    public NoSpaceTests()
    {
        _journal = Path.Combine(_folder, "journal");
        if (MountFactAttribute.CanMount)
        {
            Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", _folder);
        }
    }

    [MountFact]
    public void A_full_disk_refuses_keeps_what_was_stored_and_recovers_when_space_is_freed()
    {
        var files = new PosixFiles();
        var options = Some.Options(_journal);
        var journal = Some.Recovered(files, options);
        var appender = Some.Appender(files, journal, new TestClock(Some.Noon), options);
        Assert.Equal(JournalState.Running, Some.Commit(appender, Some.Record(1)));
        var ballast = Path.Combine(_folder, "ballast");
        File.WriteAllBytes(ballast, new byte[600_000]);

        var stored = 1;
        while (Some.Commit(appender, Some.Record(stored + 1, 10_000)) == JournalState.Running)
        {
            stored++;
        }

        Assert.Equal(JournalState.DiskFull, appender.State);
        Assert.InRange(stored, 10, 60);
        Assert.False(appender.TryRecover());

        File.Delete(ballast);
        Assert.True(appender.TryRecover());
        Assert.Equal(JournalState.Running, Some.Commit(appender, Some.Record(1_000)));
        appender.Close();

        var ids = new List<long>();
        new JournalReplay(files, _journal, Some.Recovered(files, options).Index, NullLogger.Instance)
            .Replay(default, record => ids.Add(Some.IdOf(record.Bytes.Span)));
        Assert.Equal([.. Enumerable.Range(1, stored).Select(id => (long)id), 1_000], ids);
    }

    public void Dispose()
    {
        if (MountFactAttribute.CanMount)
        {
            Run("umount", _folder);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}

/// <summary>A fact that mounts a file system; skipped, not passed, where that is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (!CanMount)
        {
            Skip = "Mounting a tmpfs is not allowed here (needs root with CAP_SYS_ADMIN): the full disk was not tested.";
        }
    }

    public static bool CanMount { get; } = Try();

    private static bool Try()
    {
        var folder = Directory.CreateTempSubdirectory("mount-").FullName;
        try
        {
            using var mount = Process.Start(new ProcessStartInfo("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]) { RedirectStandardError = true });
            mount?.WaitForExit();
            if (mount is not { ExitCode: 0 })
            {
                return false;
            }

            using var unmount = Process.Start("umount", [folder]);
            unmount.WaitForExit();
            return unmount.ExitCode == 0;
        }
        finally
        {
            Directory.Delete(folder);
        }
    }
}
