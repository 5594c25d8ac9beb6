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

    /// <summary>The program's own last line on stderr: why it could not start, or ended.</summary>
    internal string? LastWord { get; private set; }

    /// <summary>The library's last error on stderr, such as <c>Code: 76. DB::Exception: Cannot lock file …</c>.</summary>
    internal string? LibraryError { get; private set; }

    /// <summary>Why it ended, in a sentence or two.</summary>
    internal string Reason =>
        LastWord is null || ExitCode is < EngineExitCode.BadArguments or > EngineExitCode.FolderLost ? $"The database engine ended with code {ExitCode}." + (LibraryError is null ? " See the log." : $" {LibraryError}")
        : ExitCode == EngineExitCode.FolderUnavailable && LibraryError is not null ? $"{LastWord} {LibraryError}" : LastWord;

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

        // Its environment is what it needs and no more: no key or password of the collector's.
        foreach (var name in start.Environment.Keys.Where(name => !IsNeeded(name)).ToList())
        {
            start.Environment.Remove(name);
        }

        // The program inside is small; its memory belongs to the engine.
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_GCConserveMemory"] = "5";

        // Start returns null only for shell execution.
        return new EngineChild(Process.Start(start)!);
    }

    /// <summary>Memory that a process holds for itself, in bytes; 0 where that is not known.</summary>
    internal static long MemoryBytes(int pid)
    {
        const string Name = "RssAnon:";
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[Name.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) << 10;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No /proc, or the process has just ended.
            return 0;
        }
    }

    internal long MemoryBytes() => MemoryBytes(Pid);

    private static bool IsNeeded(string name) =>
        name is "PATH" or "HOME" or "TMPDIR" or "LANG" or "TZ" or "LD_LIBRARY_PATH" or PasswordVariable or Native.ChdbLibrary.PathVariable
        || name.StartsWith("LC_", StringComparison.Ordinal) || name.StartsWith("DOTNET_", StringComparison.Ordinal);

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
                LibraryError = clean.StartsWith("Code: ", StringComparison.Ordinal) ? clean : LibraryError;
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
