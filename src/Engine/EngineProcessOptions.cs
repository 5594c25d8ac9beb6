namespace Engine;

/// <summary>How the collector starts its engine process.</summary>
public sealed record EngineProcessOptions
{
    /// <summary>The collector's data folder; the engine's files go to its subfolder engine.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The program to start with the argument <c>engine</c>: an executable, or a .dll that dotnet runs. Default: the running program.</summary>
    public string ExecutablePath { get; init; } = RunningProgram();

    /// <summary>Memory of the engine for its work, 100 MB–, default 400 MB; the process needs about 200 MB more.</summary>
    public long MemoryBytes { get; init; } = EngineArguments.DefaultMemoryBytes;

    /// <summary>
    /// Memory of its own at which the process is replaced when it stays above: twice <see cref="MemoryBytes"/> and 256 MB. The engine keeps some things for
    /// ever and counts them nowhere, such as 4.6 MB for each time zone that a query names.
    /// </summary>
    public long MostMemoryBytes => (2 * MemoryBytes) + (256 << 20);

    /// <summary>Where BACKUP may write; null: nowhere.</summary>
    public string? BackupFolder { get; init; }

    /// <summary>Loopback port for BI tools; null: none.</summary>
    public int? TcpPort { get; init; }

    /// <summary>The read-only user of that port.</summary>
    public string TcpUser { get; init; } = "reader";

    /// <summary>That user's password; needed with a port.</summary>
    public string? TcpPassword { get; init; }

    /// <summary>How long a start may take, default 60 s: loading the parts of a large table takes seconds.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between two looks at the child, default 1 s.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a ping may take, default 3 s; the third in a row that fails means the child hangs and is replaced.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(3);

    private static string RunningProgram()
    {
        var process = Environment.ProcessPath ?? "collector";
        return Path.GetFileNameWithoutExtension(process) == "dotnet" ? Environment.GetCommandLineArgs()[0] : process;
    }
}
