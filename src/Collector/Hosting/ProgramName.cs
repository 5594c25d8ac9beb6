namespace Collector.Hosting;

/// <summary>How a person on this machine calls the program, for hints that can be typed as they stand.</summary>
internal static class ProgramName
{
    /// <summary><c>./run</c> says so itself; else the path, from the working folder where that is shorter.</summary>
    public static string Typed { get; } = Environment.GetEnvironmentVariable("COLLECTOR_COMMAND") is { Length: > 0 } command ? command : Shortest();

    private static string Shortest()
    {
        var path = Environment.ProcessPath ?? "collector";
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.Length < path.Length && !relative.StartsWith("..", StringComparison.Ordinal) ? "./" + relative : path;
    }
}
