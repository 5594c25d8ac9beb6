using System.Globalization;
using Analytics.Tests.Support;
using Shared;
using Storage.Events;

namespace Analytics.Tests.Known;

/// <summary>Reads tests/Data/known-answers.md: the table of hits and, under each question, the table of answers.</summary>
internal static class KnownAnswers
{
    private const string QuestionMark = "### ";

    private static readonly string[] Visitors = ["Ann", "Ben", "Cem", "Dia", "Eva", "Ben2", "Robot"];

    private static string[] Lines => File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Data", "known-answers.md"));

    public static IEnumerable<Hit> Hits() => Table("## Hits").Skip(1).Select(Parse);

    public static IEnumerable<string> Questions() =>
        Lines.Where(line => line.StartsWith(QuestionMark, StringComparison.Ordinal)).Select(line => line[QuestionMark.Length..]);

    /// <summary>The table of a question: column names, then rows.</summary>
    public static List<string[]> Answers(string question) => Table(QuestionMark + question);

    private static List<string[]> Table(string heading) => Lines
        .SkipWhile(line => line != heading).Skip(1)
        .SkipWhile(line => !line.StartsWith('|'))
        .TakeWhile(line => line.StartsWith('|'))
        .Where(line => !line.StartsWith("|--", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
        .ToList();

    private static Hit Parse(string[] cells)
    {
        // November: Berlin is one hour ahead.
        var time = TimeSpan.ParseExact(cells[2], "hh\\:mm\\:ss", CultureInfo.InvariantCulture);
        var at = new DateTimeOffset(2026, 11, Number(cells[1]), 0, 0, 0, TimeSpan.FromHours(1)) + time;
        return new Hit((ulong)Array.IndexOf(Visitors, cells[3]) + 1, at, cells[4], cells[5])
        {
            View = (ulong)Number(cells[6]),
            Engaged = (uint)Number(cells[7]) * 1000,
            Scroll = (byte)Number(cells[8]),
            Value = cells[9].Length == 0 ? null : Number(cells[9]),
            Source = cells[10],
            Class = Enum.Parse<HitClass>(cells[11], ignoreCase: true),
            Identity = cells[3] == "Eva" ? IdentityKind.User : IdentityKind.Cookieless,
        };
    }

    private static int Number(string text) => text.Length == 0 ? 0 : int.Parse(text, CultureInfo.InvariantCulture);
}
