using System.Runtime.InteropServices;

namespace Collector.Enrichment.UserAgents;

/// <summary>
/// The processor time of the calling thread as a clock, in nanoseconds: what others do on a busy machine does not count. Time stamps of two
/// threads must not be compared. Where the system has no such clock it is the ordinary one.
/// </summary>
internal sealed partial class ThreadTime : TimeProvider
{
    public static readonly ThreadTime Clock = new();

    /// <summary>CLOCK_THREAD_CPUTIME_ID; -1 where there is none.</summary>
    private static readonly int Id = OperatingSystem.IsLinux() ? 3 : OperatingSystem.IsMacOS() ? 16 : -1;

    private ThreadTime()
    {
    }

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => Id >= 0 && GetTime(Id, out var time) == 0
        ? ((long)time.Seconds * TimestampFrequency) + time.Nanoseconds
        : (long)System.GetElapsedTime(0).TotalNanoseconds;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
