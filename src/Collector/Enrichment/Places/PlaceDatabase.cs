using System.Net;
using Microsoft.Extensions.Logging;

namespace Collector.Enrichment.Places;

/// <summary>
/// The operator's file of places, looked at again each minute. A file that is missing or broken leaves the one before in use; one
/// that turns out broken at a lookup is put aside until the file changes.
/// </summary>
/// <param name="path">Path of the <c>.mmdb</c>; "" when there is none.</param>
/// <param name="log">Where a broken file is reported.</param>
internal sealed partial class PlaceDatabase(string path, ILogger<PlaceDatabase> log)
{
    private readonly Lock _reload = new();
    private (DateTime Written, long Length) _seen;
    private volatile MmdbFile? _file;

    /// <summary>The file in use, or null.</summary>
    public MmdbFile? File => _file;

    /// <summary>Reads the file when it has changed since the last call. Hosting calls it at start and then each minute.</summary>
    public void Refresh()
    {
        if (path.Length == 0)
        {
            return;
        }

        lock (_reload)
        {
            var info = new FileInfo(path);
            var now = info.Exists ? (info.LastWriteTimeUtc, info.Length) : default;
            if (now == _seen)
            {
                return;
            }

            _seen = now;
            try
            {
                var file = MmdbFile.Open(path);
                _file = file;
                LogLoaded(log, file.Kind, file.Built);
            }
            catch (PlaceFileException exception)
            {
                LogBroken(log, exception.Message);
            }
        }
    }

    /// <summary>The place of an address; unknown when there is no file, it does not know, or it is broken.</summary>
    public Place Find(IPAddress address) => Ask(address, static (file, asked) => file.Find(asked)) ?? Place.Unknown;

    /// <summary>Number of the autonomous system of an address, from a file of those; 0 when it is not known.</summary>
    public ulong FindNetwork(IPAddress address) => Ask(address, static (file, asked) => file.FindNetwork(asked));

    private T? Ask<T>(IPAddress address, Func<MmdbFile, IPAddress, T> ask)
    {
        var file = _file;
        if (file is null)
        {
            return default;
        }

        try
        {
            return ask(file, address);
        }
        catch (PlaceFileException exception)
        {
            // One exception, not one a hit: a broken file is slow to ask.
            if (Interlocked.CompareExchange(ref _file, null, file) == file)
            {
                LogBroken(log, exception.Message);
            }

            return default;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Places: using {Kind} of {Built:yyyy-MM-dd}")]
    private static partial void LogLoaded(ILogger log, string kind, DateTimeOffset built);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Places: {Problem}")]
    private static partial void LogBroken(ILogger log, string problem);
}
