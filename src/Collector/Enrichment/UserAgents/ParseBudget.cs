using System.Text.RegularExpressions;

namespace Collector.Enrichment.UserAgents;

/// <summary>
/// How much work one user agent may cause: looked at between two rules. When it is used up, what has not been found stays
/// unknown. Made and used on one thread.
/// </summary>
/// <param name="clock">Measures the time.</param>
/// <param name="limit">Time that the rules of one user agent may take together; <see cref="DefaultLimit"/> in production.</param>
/// <param name="own">
/// Is asked when <paramref name="clock"/> says that time is up, and must say so too: <see cref="ThreadTime"/> in production, which a busy
/// machine does not use up. Asking it takes ten times as long, hence only then.
/// </param>
internal sealed class ParseBudget(TimeProvider clock, TimeSpan limit, TimeProvider? own = null)
{
    /// <summary>
    /// 1.5 times the slowest user agent that a search could find. With a rule that has just begun, and is broken off after
    /// <see cref="Pattern.DefaultTimeout"/>, that makes 5 ms.
    /// </summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromMilliseconds(3);

    private readonly long _start = clock.GetTimestamp();
    private readonly long _ownStart = own?.GetTimestamp() ?? 0;

    /// <summary>Rules run so far.</summary>
    public int RulesRun { get; private set; }

    /// <summary>Whether a rule was left out, or broken off, for want of time.</summary>
    public bool Exhausted { get; private set; }

    /// <summary>Runs <paramref name="pattern"/> when there is time left; null when it does not match or may not be run.</summary>
    public Match? Run(Pattern pattern, string text, PatternCompiler? compiler)
    {
        while (!Exhausted)
        {
            if (clock.GetElapsedTime(_start) > limit && (own is null || own.GetElapsedTime(_ownStart) > limit))
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
