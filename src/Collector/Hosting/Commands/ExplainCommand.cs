using System.CommandLine;
using Collector.Hosting.Explaining;

namespace Collector.Hosting.Commands;

/// <summary><c>collector explain</c>: prints the page "how Collector decides" from the tables of this very program.</summary>
internal static class ExplainCommand
{
    public static Command Make()
    {
        var command = new Command("explain", "Print how hits are classed, attributed and placed, from the rules of this program.");
        command.SetAction(_ =>
        {
            Console.Write(DecisionsPage.Write());
            return ExitCode.Ok;
        });
        return command;
    }
}
