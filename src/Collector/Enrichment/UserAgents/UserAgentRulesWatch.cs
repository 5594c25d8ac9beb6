namespace Collector.Enrichment.UserAgents;

/// <summary>
/// Keeps a parser's rules those of an operator's <c>regexes.yaml</c> (<c>COLLECTOR_UAREGEXES</c>). The hosting calls
/// <see cref="Refresh"/> at start and then every minute or so; a file that is refused leaves the rules as they are.
/// </summary>
/// <param name="parser">Whose rules.</param>
/// <param name="path">The file.</param>
internal sealed class UserAgentRulesWatch(UserAgentParser parser, string path)
{
    private (DateTime Written, long Length) _seen;

    /// <summary>Reads the file when it has changed since the last call.</summary>
    /// <returns>"" when all is well or nothing changed; else why the file was refused, once per change.</returns>
    public string Refresh()
    {
        var file = new FileInfo(path);
        var now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : (DateTime.MinValue, -1L);
        if (now == _seen)
        {
            return "";
        }

        _seen = now;
        var reading = UserAgentRulesYaml.Read(path);
        if (reading.Rules is not null)
        {
            parser.Use(reading.Rules);
        }

        return reading.Problem;
    }
}
