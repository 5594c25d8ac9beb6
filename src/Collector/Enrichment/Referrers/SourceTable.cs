using System.Collections.Frozen;
using Collector.Enrichment.Pages;

namespace Collector.Enrichment.Referrers;

/// <summary>
/// The known sources by domain (longest match of whole labels), by <c>name.*</c> for those with a domain in each country, and
/// by the words people write into <c>utm_source</c>. Made once from the embedded <c>sources.tsv</c>; its head explains the rows.
/// </summary>
internal sealed class SourceTable
{
    private readonly FrozenDictionary<string, TrafficSource>.AlternateLookup<ReadOnlySpan<char>> _byDomain;
    private readonly FrozenDictionary<string, TrafficSource>.AlternateLookup<ReadOnlySpan<char>> _byCountryDomain;
    private readonly FrozenDictionary<string, TrafficSource>.AlternateLookup<ReadOnlySpan<char>> _byWord;

    private SourceTable(Dictionary<string, TrafficSource> domains, Dictionary<string, TrafficSource> countryDomains, Dictionary<string, TrafficSource> words)
    {
        _byDomain = domains.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _byCountryDomain = countryDomains.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _byWord = words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Reads the embedded table.</summary>
    public static SourceTable Load()
    {
        using var reader = Open();
        return Read(reader);
    }

    /// <summary>The rows of the embedded table in order: domain or word, and whose it is.</summary>
    public static IReadOnlyList<(string Key, TrafficSource Source)> Rows()
    {
        using var reader = Open();
        return [.. Parse(reader)];
    }

    public static SourceTable Read(TextReader reader)
    {
        var domains = new Dictionary<string, TrafficSource>(StringComparer.OrdinalIgnoreCase);
        var countryDomains = new Dictionary<string, TrafficSource>(StringComparer.OrdinalIgnoreCase);
        var words = new Dictionary<string, TrafficSource>(StringComparer.OrdinalIgnoreCase);
        var known = new Dictionary<TrafficSource, TrafficSource>();
        foreach (var (key, named) in Parse(reader))
        {
            var source = known.TryGetValue(named, out var same) ? same : known[named] = named;
            if (key.StartsWith('~'))
            {
                words[key[1..]] = source;
            }
            else if (key.EndsWith(".*", StringComparison.Ordinal))
            {
                countryDomains.Add(key[..^2], source);
            }
            else
            {
                domains.Add(key, source);
            }

            words.TryAdd(source.Name, source);
        }

        return new SourceTable(domains, countryDomains, words);
    }

    private static StreamReader Open() => new(typeof(SourceTable).Assembly.GetManifestResourceStream("sources.tsv")
        ?? throw new InvalidOperationException("The build has left out sources.tsv: build the project again."));

    private static IEnumerable<(string Key, TrafficSource Source)> Parse(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                var fields = line.Split('\t');
                yield return (fields[0], new TrafficSource(fields[1], Enum.Parse<SourceKind>(fields[2], ignoreCase: true)));
            }
        }
    }

    /// <summary>The source that owns a host, or null.</summary>
    public TrafficSource? ByHost(ReadOnlySpan<char> host)
    {
        for (var rest = host; ;)
        {
            if (_byDomain.TryGetValue(rest, out var source))
            {
                return source;
            }

            var dot = rest.IndexOf('.');
            if (dot < 0)
            {
                return _byCountryDomain.TryGetValue(CountryDomain(host), out source) ? source : null;
            }

            rest = rest[(dot + 1)..];
        }
    }

    /// <summary>The source that a <c>utm_source</c> names, by word, by name or by domain, or null.</summary>
    public TrafficSource? ByWord(ReadOnlySpan<char> word)
    {
        if (_byWord.TryGetValue(word, out var source))
        {
            return source;
        }

        return word.Contains('.') ? ByHost(HostNames.WithoutWww(word)) : null;
    }

    /// <summary>The registered name of a host under <c>com</c> or a country's domain (google of www.google.co.uk), or empty.</summary>
    private static ReadOnlySpan<char> CountryDomain(ReadOnlySpan<char> host)
    {
        var dot = host.LastIndexOf('.');
        var top = host[(dot + 1)..];
        if (dot < 0 || (top.Length != 2 && !top.Equals("com", StringComparison.OrdinalIgnoreCase)))
        {
            return default;
        }

        var rest = host[..dot];
        dot = rest.LastIndexOf('.');
        var second = rest[(dot + 1)..];
        if (dot < 0 || (!second.Equals("co", StringComparison.OrdinalIgnoreCase) && !second.Equals("com", StringComparison.OrdinalIgnoreCase)))
        {
            return second;
        }

        rest = rest[..dot];
        return rest[(rest.LastIndexOf('.') + 1)..];
    }
}
