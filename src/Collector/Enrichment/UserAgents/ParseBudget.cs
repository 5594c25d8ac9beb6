using System.Text.RegularExpressions;

namespace Collector.Enrichment.UserAgents;

/// <summary>
/// How much work one user agent may cause: looked at between two rules. When it is used up, what has not been found stays
/// unknown. Made and used on one thread.
/// </summary>
/// <param name="clock">Measures the work: <see cref="ThreadTime"/> in production, so that a busy machine uses nothing up.</param>
/// <param name="limit">Work that the rules of one user agent may take together; <see cref="DefaultLimit"/> in production.</param>
internal sealed class ParseBudget(TimeProvider clock, TimeSpan limit)
{
    /// <summary>
    /// 1.5 times the slowest user agent that a search could find. With a rule that has just begun, and is broken off after
    /// <see cref="Pattern.DefaultTimeout"/>, that makes 5 ms.
    /// </summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromMilliseconds(3);

    private readonly long _start = clock.GetTimestamp();

    /// <summary>Rules run so far.</summary>
    public int RulesRun { get; private set; }

    /// <summary>Whether a rule was left out, or broken off, for want of time.</summary>
    public bool Exhausted { get; private set; }

    /// <summary>Runs <paramref name="pattern"/> when there is time left; null when it does not match or may not be run.</summary>
    public Match? Run(Pattern pattern, string text, PatternCompiler? compiler)
    {
        while (!Exhausted)
        {
            if (clock.GetElapsedTime(_start) > limit)
            {
                Exhausted = true;
                break;
            }

            RulesRun++;
            try
            {
                var match = pattern.Match(text, compiler);
                return match.Success ? match : null;
            }
            catch (RegexMatchTimeoutException)
            {
                // By the clock on the wall: another thread may have had the processor. Our own time decides whether to try again.
            }
        }

        return null;
    }
}
