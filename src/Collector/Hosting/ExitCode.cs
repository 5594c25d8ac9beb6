namespace Collector.Hosting;

/// <summary>What the process tells its caller when it ends (docs/operations.md).</summary>
internal static class ExitCode
{
    /// <summary>Done, or stopped as asked with nothing lost.</summary>
    public const int Ok = 0;

    /// <summary>A fault that nobody expected; the log has it.</summary>
    public const int Fault = 1;

    /// <summary>The command line, the configuration or the data folder cannot be used as it is.</summary>
    public const int Unusable = 2;

    /// <summary>Another collector owns the data folder.</summary>
    public const int FolderInUse = 3;

    /// <summary>The database does not answer.</summary>
    public const int DatabaseUnavailable = 4;
}
