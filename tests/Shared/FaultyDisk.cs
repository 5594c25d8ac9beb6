using System.Diagnostics;
using System.Globalization;

namespace Shared;

/// <summary>
/// Makes the disk of a program fail when told to: <c>faulty-disk.c</c>, compiled once and preloaded into the program by a small
/// shell script that stands in for it. Its head says what a line of the control file means.
/// </summary>
internal sealed class FaultyDisk : IDisposable
{
    private const string Compiler = "/usr/bin/gcc";
    private const int NoSpace = 28;
    private const int InputOutput = 5;

    private static readonly Lazy<string> Library = new(Compile);

    private readonly string _folder = Directory.CreateTempSubdirectory("faulty-disk-").FullName;

    /// <summary>Why it cannot be used here; null when it can.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() ? "Only Linux preloads libraries in this way: faults of the disk were not tested."
        : File.Exists(Compiler) ? null : "gcc is missing (apt-get install gcc libc6-dev): faults of the disk were not tested.";

    /// <summary>Errors of a disk by name, for tests that try both.</summary>
    public static IReadOnlyDictionary<string, int> Errors { get; } = new Dictionary<string, int> { ["ENOSPC"] = NoSpace, ["EIO"] = InputOutput };

    /// <summary>How many calls failed since it was armed.</summary>
    public int Hits => File.Exists(Control + ".hits") ? File.ReadAllLines(Control + ".hits").Length : 0;

    /// <summary>The calls that failed: call, number, path.</summary>
    public IReadOnlyList<string> Failed => File.Exists(Control + ".hits") ? File.ReadAllLines(Control + ".hits") : [];

    private string Control => Path.Combine(_folder, "control");

    /// <summary>A program that runs <paramref name="program"/> (an executable, or a .dll by dotnet) on this disk.</summary>
    public string Around(string program)
    {
        var script = Path.Combine(_folder, "program");
        var command = program.EndsWith(".dll", StringComparison.Ordinal) ? $"dotnet \"{program}\"" : $"\"{program}\"";
        File.WriteAllText(script, $"#!/bin/sh\nexport FAULTY_DISK='{Control}' LD_PRELOAD='{Library.Value}'\nexec {command} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return script;
    }

    /// <summary>From now on calls fail.</summary>
    /// <param name="call">write, fsync, rename, unlink, mkdir, truncate, open or any.</param>
    /// <param name="part">Only on files whose path holds this.</param>
    /// <param name="error">A name of <see cref="Errors"/>, or KILL: the process ends as by kill -9.</param>
    /// <param name="nth">The first call that fails, from 1.</param>
    /// <param name="times">How many fail; 0: all from then on.</param>
    public void Arm(string call, string part, string error, int nth = 1, int times = 1)
    {
        File.Delete(Control + ".hits");
        var next = Control + ".next";
        File.WriteAllText(next, string.Create(CultureInfo.InvariantCulture, $"{call} {part} {(error == "KILL" ? 0 : Errors[error])} {nth} {times}\n"));
        File.Move(next, Control, overwrite: true);
    }

    /// <summary>From now on nothing fails.</summary>
    public void Disarm() => File.Delete(Control);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Compile()
    {
        var library = Path.Combine(Directory.CreateTempSubdirectory("faulty-disk-library-").FullName, "faulty-disk.so");
        var source = Path.Combine(Repository.Root, "tests", "Shared", "faulty-disk.c");
        using var compiler = Process.Start(new ProcessStartInfo(Compiler, ["-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", library, source, "-ldl", "-lpthread"]) { RedirectStandardError = true })
            ?? throw new InvalidOperationException("gcc did not start.");
        var errors = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? library : throw new InvalidOperationException("faulty-disk.c does not compile: " + errors);
    }
}
