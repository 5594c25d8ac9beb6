using System.Globalization;

namespace Engine;

/// <summary>The command line of <c>collector engine</c>.</summary>
internal sealed record EngineArguments
{
    /// <summary>Folder of the engine's files; one process owns it.</summary>
    public required string DataPath { get; init; }

    public required string SocketPath { get; init; }

    /// <summary>What the engine may use for queries, inserts and merges, 100 MB–, default 400 MB: the whole process then stays below about 600 MB.</summary>
    public long MemoryBytes { get; init; } = DefaultMemoryBytes;

    /// <summary>Loopback port for BI tools; null: none.</summary>
    public int? TcpPort { get; init; }

    public string? TcpUser { get; init; }

    public string? TcpPassword { get; init; }

    /// <summary>Where BACKUP and RESTORE may write and read; null: nowhere.</summary>
    public string? BackupPath { get; init; }

    internal const long DefaultMemoryBytes = 400_000_000;
    internal const long LeastMemoryBytes = 100_000_000;

    internal const string Usage =
        "collector engine --path DIR --socket PATH [--memory BYTES] [--backups DIR] [--tcp PORT --tcp-user NAME --tcp-password-env VARIABLE]";

    /// <summary>The arguments, or one sentence about what is wrong with them.</summary>
    internal static (EngineArguments? Arguments, string? Problem) Parse(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == args.Count || !values.TryAdd(args[i][2..], args[i + 1]))
            {
                return (null, $"'{args[i]}' is not understood: {Usage}");
            }
        }

        string? Take(string name) => values.Remove(name, out var value) ? value : null;

        var (path, socket, memoryText, portText) = (Take("path"), Take("socket"), Take("memory"), Take("tcp"));
        var (user, passwordVariable, backups) = (Take("tcp-user"), Take("tcp-password-env"), Take("backups"));
        if (path is null || socket is null || values.Count > 0)
        {
            return (null, $"The engine needs --path and --socket and knows no others than these: {Usage}");
        }

        var memory = DefaultMemoryBytes;
        if (memoryText is not null && (!long.TryParse(memoryText, NumberStyles.None, CultureInfo.InvariantCulture, out memory) || memory < LeastMemoryBytes))
        {
            return (null, $"--memory is {memoryText}: give bytes, at least {LeastMemoryBytes}.");
        }

        var port = 0;
        if (portText is not null && (!int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is 0 or > 65535))
        {
            return (null, $"--tcp is {portText}: give a port from 1 to 65535.");
        }

        var password = passwordVariable is null ? null : environment(passwordVariable);
        if (portText is not null && (string.IsNullOrEmpty(user) || string.IsNullOrEmpty(password)))
        {
            return (null, "--tcp needs --tcp-user and --tcp-password-env with the name of a variable that holds the password.");
        }

        return (new EngineArguments
        {
            DataPath = Path.GetFullPath(path),
            SocketPath = Path.GetFullPath(socket),
            MemoryBytes = memory,
            TcpPort = portText is null ? null : port,
            TcpUser = user,
            TcpPassword = password,
            BackupPath = backups is null ? null : Path.GetFullPath(backups),
        }, null);
    }

    /// <summary>The engine's own command line: limits for a small machine (docs/engine.md says how they were found).</summary>
    internal IReadOnlyList<string> ToEngineFlags()
    {
        var flags = new List<string>
        {
            "clickhouse",
            "--path=" + DataPath,
            string.Create(CultureInfo.InvariantCulture, $"--max_server_memory_usage={MemoryBytes}"),

            // One query cannot take all; what is larger than its share goes to disk. The inserts keep room beside it.
            string.Create(CultureInfo.InvariantCulture, $"--max_memory_usage={MemoryBytes * 2 / 5}"),
            string.Create(CultureInfo.InvariantCulture, $"--max_bytes_before_external_group_by={MemoryBytes / 10}"),
            string.Create(CultureInfo.InvariantCulture, $"--max_bytes_before_external_sort={MemoryBytes / 10}"),
            "--memory_worker_purge_total_memory_threshold_ratio=0.5",
            "--max_read_buffer_size=131072",
            "--max_compress_block_size=262144",
            "--mark_cache_size=33554432",
            "--uncompressed_cache_size=0",
            "--index_mark_cache_size=16777216",
            "--primary_index_cache_size=67108864",
            "--query_condition_cache_size=16777216",
            "--mmap_cache_size=256",
            "--background_pool_size=2",
            "--background_schedule_pool_size=8",
            "--max_thread_pool_size=256",
            "--async_insert=0",

            // A query runs on all cores. The engine's own rule, a free gigabyte for each thread, would make every report run on one here.
            "--max_threads_min_free_memory_per_thread=0",

            // Off as on a server: 'blah' is a syntax error, not SELECT blah.
            "--implicit_select=0",
        };
        if (BackupPath is not null)
        {
            flags.Add("--backups.allowed_path=" + BackupPath);
        }

        return flags;
    }
}
