using Collector.Enrichment.Bots;
using Collector.Enrichment.Places;
using Collector.Enrichment.Referrers;
using Collector.Enrichment.UserAgents;

namespace Benchmarks;

/// <summary>What each table of the enrichment holds after loading: <c>--tables [file.mmdb]</c>.</summary>
internal static class TableMemory
{
    public static void Print(string? placeFile)
    {
        var kept = new List<object?>();
        var sum = 0.0;
        sum += Row("user agent rules, their filter, bot words and patterns", () =>
        {
            var parser = UserAgentParser.LoadEmbedded(TimeProvider.System);
            parser.WarmUp();
            return parser;
        });
        sum += Row("user agent cache, full", () =>
        {
            var cache = new AgentCache(new UserAgentLimits().CacheEntries);
            for (var i = 0; i < 10_000; i++)
            {
                cache.Add(new AgentKey($"Mozilla/5.0 (X11; Linux x86_64; number {i:D8}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36", "", "", ""), ((UserAgentParser)kept[0]!).Lookup(new() { Received = default, Address = System.Net.IPAddress.Loopback, UserAgent = $"a {i}" }));
            }

            return cache;
        });
        sum += Row("sources by domain and word", SourceTable.Load);
        sum += Row("payment providers and hosting companies", () => (PaymentProviders.Domains, DataCentres.Numbers));
        sum += Row("country ranges (tor-geoipdb)", () => CountryRanges.Load("/usr/share/tor"));
        sum += Row("countries of time zones", () => ZoneCountries.Load("/usr/share/zoneinfo/zone.tab"));
        Console.WriteLine($"{"all of these",-60} {sum,8:F2} MB");
        PrintCompiled((UserAgentParser)kept[0]!);
        if (placeFile is not null)
        {
            Row($"{Path.GetFileName(placeFile)}, {new FileInfo(placeFile).Length / 1e6:F2} MB", () => MmdbFile.Open(placeFile));
        }

        // Compiled code is not on the heap: what the process holds more of when the most rules are compiled that may be.
        static void PrintCompiled(UserAgentParser parser)
        {
            var before = Resident();
            foreach (var rule in parser.Rules.All.Take(PatternCompiler.MaxCompiled))
            {
                rule.Pattern.Compile();
            }

            Console.WriteLine($"{$"{PatternCompiler.MaxCompiled} rules compiled, the most (resident memory)",-60} {(Resident() - before) / 1e6,8:F2} MB");
        }

        static long Resident()
        {
            GC.GetTotalMemory(forceFullCollection: true);
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            return process.WorkingSet64;
        }

        double Row(string name, Func<object?> load)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            kept.Add(load());
            var megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
            Console.WriteLine($"{name,-60} {megabytes,8:F2} MB");
            return megabytes;
        }
    }
}
