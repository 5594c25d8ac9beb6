using System.CommandLine;

namespace Collector.Hosting.Commands;

/// <summary><c>collector doctor</c>: looks at what the collector depends on and says what to do.</summary>
internal static class DoctorCommand
{
    public static Command Make()
    {
        var data = CommandLine.DataOption();
        var fix = new Option<bool>("--fix") { Description = "Also do what loses nothing: make a missing secret. Stop the collector before." };
        var command = new Command("doctor", "Check the folder, the disk, the journal, the database and the settings.") { data, fix };
        command.SetAction((parsed, cancellationToken) => Doctor.RunAsync(CommandLine.ReadOptions(parsed, data), parsed.GetValue(fix), cancellationToken));
        return command;
    }
}
