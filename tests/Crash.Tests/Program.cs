using System.Globalization;

namespace Crash.Tests;

/// <summary>The test project is also the program that its tests kill.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args) => args switch
    {
        ["journal", var folder, var firstId] => await JournalChild.RunAsync(folder, long.Parse(firstId, CultureInfo.InvariantCulture)),
        _ => 64,
    };
}
