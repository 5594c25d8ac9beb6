using System.CommandLine;
using Microsoft.Extensions.Configuration;

namespace Collector.Hosting.Commands;

/// <summary>The commands of the executable. No command is <c>run</c>.</summary>
internal static class CommandLine
{
    /// <summary>Runs what the arguments ask for and returns the exit code (<see cref="ExitCode"/>).</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        // The engine's arguments are its own (docs/engine.md).
        if (args is ["engine", ..])
        {
            return await Engine.EngineProgram.RunAsync(args[1..]);
        }

        var root = new RootCommand("A self-hosted web tracking pixel and analytics collector.")
        {
            RunCommand.Make(),
            SiteCommand.Make(),
            KeyCommand.Make(),
            UserCommand.Make(),
            ReportCommand.Make(),
            ImportCommand.Make(),
            ReclassCommand.Make(),
            ExportVisitorCommand.Make(),
            EraseCommand.Make(),
            ExplainCommand.Make(),
            DoctorCommand.Make(),
        };
        var parsed = root.Parse(args.Length == 0 || (args[0].StartsWith('-') && args[0] is not ("--help" or "-h" or "-?" or "--version")) ? ["run", .. args] : args);
        // Signals are the host's: it stops in its own order and time.
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            var code = await parsed.InvokeAsync(invocation);
            return parsed.Errors.Count > 0 ? ExitCode.Unusable : code;
        }
        catch (ExitException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return exception.Code;
        }
        catch (Exception exception) when (exception is Storage.Catalog.CatalogException or Storage.Schema.NewerVersionException or Storage.Schema.ForeignDatabaseException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCode.Unusable;
        }
        catch (Engine.EngineStartException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCode.DatabaseUnavailable;
        }
        catch (Storage.ClickHouse.ClickHouseException exception)
        {
            await Console.Error.WriteLineAsync("The database does not answer as it should: " + exception.Message);
            return ExitCode.DatabaseUnavailable;
        }
    }

    /// <summary>The settings: files, environment, then what the command line overrides.</summary>
    public static CollectorOptions ReadOptions(IReadOnlyDictionary<string, string?> overrides)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables("COLLECTOR_")
            .AddInMemoryCollection(overrides)
            .Build();
        var faults = new List<string>();
        var options = CollectorOptions.Read(configuration, faults);
        return faults.Count == 0 ? options : throw new ExitException(ExitCode.Unusable, string.Join(Environment.NewLine, faults));
    }

    /// <summary>A sentence for each variable of the environment that looks like a setting and is none.</summary>
    public static IEnumerable<string> UnknownSettings()
    {
        const string Prefix = "COLLECTOR_";
        string[] known = [.. CollectorOptions.Names, "COMMAND", "ENGINELIBRARY"];
        return Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..]).Where(name => !known.Contains(name)).Order(StringComparer.Ordinal)
            .Select(name => $"{Prefix}{name} is no setting and is ignored{Like(name, known)} (docs/configuration.md lists all).");

        static string Like(string name, string[] known) => known.FirstOrDefault(one => one.StartsWith(name[..Math.Min(5, name.Length)], StringComparison.Ordinal)) is { } near ? $"; {Prefix}{near} is one" : "";
    }

    /// <summary><c>--data</c>, which every command takes.</summary>
    public static Option<string?> DataOption() => new("--data") { Description = "The data folder (COLLECTOR_DATA, default ./data)." };

    /// <summary>The settings with the command's <c>--data</c> over them.</summary>
    public static CollectorOptions ReadOptions(ParseResult parsed, Option<string?> data) =>
        ReadOptions(new Dictionary<string, string?> { ["DATA"] = parsed.GetValue(data) }.Where(pair => pair.Value is not null).ToDictionary());
}
