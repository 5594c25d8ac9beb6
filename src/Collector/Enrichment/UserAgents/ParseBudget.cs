using System.Text.RegularExpressions;

namespace Collector.Enrichment.UserAgents;

/// <summary>
/// How much work one user agent may cause: looked at between two rules. When it is used up, what has not been found stays
/// unknown.
/// </summary>
/// <param name="clock">Measures the time.</param>
/// <param name="limit">Time that the rules of one user agent may take together; <see cref="DefaultLimit"/> in production.</param>
internal sealed class ParseBudget(TimeProvider clock, TimeSpan limit)
{
    /// <summary>2.5 times the slowest user agent that a search could find.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromMilliseconds(5);

    private readonly long _start = clock.GetTimestamp();

    /// <summary>Rules run so far.</summary>
    public int RulesRun { get; private set; }

    /// <summary>Whether a rule was left out, or broken off, for want of time.</summary>
    public bool Exhausted { get; private set; }

    /// <summary>Runs <paramref name="pattern"/> when there is time left; null when it does not match or may not be run.</summary>
    public Match? Run(Pattern pattern, string text, PatternCompiler? compiler)
    {
        if (Exhausted || clock.GetElapsedTime(_start) > limit)
        {
            Exhausted = true;
            return null;
        }

        RulesRun++;
        try
        {
            var match = pattern.Match(text, compiler);
            return match.Success ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            Exhausted = true;
            return null;
        }
    }
}
