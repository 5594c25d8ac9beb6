using System.Diagnostics;
using System.Globalization;

namespace Engine;

/// <summary>One running engine process: its start, its lines, its end.</summary>
internal sealed class EngineChild : IDisposable
{
    private const string PasswordVariable = "COLLECTOR_ENGINE_TCP_PASSWORD";

    private readonly Process _process;

    private EngineChild(Process process) => _process = process;

    internal int Pid => _process.Id;

    internal bool HasExited => _process.HasExited;

    internal int ExitCode => _process.ExitCode;

    /// <summary>The program's own last line on stderr: why it could not start.</summary>
    internal string? LastWord { get; private set; }

    internal static EngineChild Start(EngineProcessOptions options, string engineFolder, string socketPath)
    {
        var start = new ProcessStartInfo
        {
            // The child stops when its stdin ends, and that it does even when this process is killed.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            FileName = options.ExecutablePath,
        };
        if (options.ExecutablePath.EndsWith(".dll", StringComparison.Ordinal))
        {
            start.FileName = "dotnet";
            start.ArgumentList.Add(options.ExecutablePath);
        }

        List<string> arguments =
            ["engine", "--path", engineFolder, "--socket", socketPath, "--memory", options.MemoryBytes.ToString(CultureInfo.InvariantCulture)];
        if (options.BackupFolder is { } backups)
        {
            arguments.AddRange(["--backups", backups]);
        }

        if (options.TcpPort is { } port)
        {
            arguments.AddRange(["--tcp", port.ToString(CultureInfo.InvariantCulture), "--tcp-user", options.TcpUser, "--tcp-password-env", PasswordVariable]);
            start.Environment[PasswordVariable] = options.TcpPassword;
        }

        arguments.ForEach(start.ArgumentList.Add);

        // The program inside is small; its memory belongs to the engine.
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_GCConserveMemory"] = "5";

        // Start returns null only for shell execution.
        return new EngineChild(Process.Start(start)!);
    }

    /// <summary>Whether the child says that it answers; false when it ends before.</summary>
    internal async Task<bool> WaitReadyAsync(CancellationToken cancellationToken)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken);
        if (line == EngineProgram.ReadyLine)
        {
            return true;
        }

        await _process.WaitForExitAsync(cancellationToken);
        return false;
    }

    /// <summary>Hands on the child's lines until it ends. Lines of libraries lose what may be a query's text.</summary>
    internal async Task ReadLinesAsync(Action<string> write)
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(EngineProgram.LinePrefix, StringComparison.Ordinal))
            {
                LastWord = line[EngineProgram.LinePrefix.Length..];
                write(LastWord);
            }
            else if (EngineLine.Clean(line) is { } clean)
            {
                write(clean);
            }
        }
    }

    internal Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Asks the child to stop: the end of its stdin.</summary>
    internal void AskToStop() => _process.StandardInput.Close();

    internal void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
    }

    public void Dispose() => _process.Dispose();
}
