using System.Diagnostics;

namespace Engine.Tests.Support;

/// <summary>Runs a program to its end.</summary>
internal static class Program
{
    internal static async Task<(int Code, string Output)> RunAsync(string name, params string[] arguments)
    {
        using var process = Start(name, arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + error);
    }

    internal static Process Start(string name, params string[] arguments) => Process.Start(new ProcessStartInfo(name, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
