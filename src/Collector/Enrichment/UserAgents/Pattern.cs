using System.Text.RegularExpressions;

namespace Collector.Enrichment.UserAgents;

/// <summary>
/// One regex of the rule files. Built on first use, interpreted; after <see cref="CompileEvery"/> uses it asks the
/// <see cref="PatternCompiler"/> for its compiled form, which takes its place when it is ready.
/// </summary>
/// <param name="text">The regex as the rule file has it.</param>
/// <param name="ignoreCase">Whether letters match in either case.</param>
/// <param name="timeout">Longest time of one match; default <see cref="DefaultTimeout"/>.</param>
internal sealed class Pattern(string text, bool ignoreCase, TimeSpan? timeout = null)
{
    /// <summary>
    /// Backstop for one match, by the clock on the wall, which .NET's regexes look at in the steps of the system's timer (4 ms on
    /// Debian). The slowest input found by search takes 2 ms for all rules together.
    /// </summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMilliseconds(2);

    /// <summary>Uses after which a pattern is worth the 4–5 ms of compiling.</summary>
    public const int CompileEvery = 64;

    private Regex? _regex;
    private int _uses;
    private string _sample = "";

    /// <summary>The regex as the rule file has it.</summary>
    public string Text => text;

    /// <summary>Whether the compiled form is in use.</summary>
    public bool IsCompiled => _regex is { } regex && regex.Options.HasFlag(RegexOptions.Compiled);

    /// <summary>The first match in <paramref name="input"/>.</summary>
    /// <exception cref="RegexMatchTimeoutException">It took too long.</exception>
    public Match Match(string input, PatternCompiler? compiler)
    {
        var regex = _regex ?? Interlocked.CompareExchange(ref _regex, Build(RegexOptions.None), null) ?? _regex;
        if (compiler is not null && Interlocked.Increment(ref _uses) % CompileEvery == 0 && !IsCompiled)
        {
            _sample = input;
            compiler.Offer(this);
        }

        return regex.Match(input);
    }

    /// <summary>
    /// Puts the compiled form in place, after a first use here: that is when its code becomes the machine's, which takes milliseconds that
    /// no user agent has.
    /// </summary>
    public void Compile()
    {
        var regex = Build(RegexOptions.Compiled);
        try
        {
            regex.Match(_sample);
        }
        catch (RegexMatchTimeoutException)
        {
            // The code is made all the same.
        }

        _sample = "";
        Volatile.Write(ref _regex, regex);
    }

    /// <summary>What is wrong with the regex; null when nothing is.</summary>
    public string? Problem()
    {
        try
        {
            Interlocked.CompareExchange(ref _regex, Build(RegexOptions.None), null);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    private Regex Build(RegexOptions options) => new(
        RegexText.ToDotNet(text),
        options | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None),
        timeout ?? DefaultTimeout);
}
