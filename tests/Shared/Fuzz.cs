using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Shared;

/// <summary>
/// Runs a parser on random changes of good input, for COLLECTOR_FUZZ_SECONDS (3 in ./test, 60 s for its 20 parsers together; 60 each in
/// tests/fuzz), from a seed that a failure names (COLLECTOR_FUZZ_SEED). With COLLECTOR_FUZZ_SLOWEST_MS an input that takes longer,
/// three times out of three, fails too.
/// </summary>
internal static class Fuzz
{
    private const string Special = "%+&=\\\"{}[](),:;~!*.-/@<>\0\u007f\u00ff";

    /// <summary>No input may take so long, however busy the machine is: it hangs.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(Number("COLLECTOR_FUZZ_SECONDS", 3));
    private static readonly int Seed = (int)Number("COLLECTOR_FUZZ_SEED", 20261122);
    private static readonly double Slowest = Number("COLLECTOR_FUZZ_SLOWEST_MS", 0);

    /// <summary>Texts, changed byte by byte.</summary>
    public static void Texts(IReadOnlyList<string> seeds, Action<string> target) =>
        Bytes([.. seeds.Select(Encoding.UTF8.GetBytes)], bytes => target(Encoding.Latin1.GetString(bytes)));

    public static void Bytes(IReadOnlyList<byte[]> seeds, Action<byte[]> target)
    {
        var random = new Random(Seed);
        var watch = Stopwatch.StartNew();
        for (var round = 0; watch.Elapsed < Budget; round++)
        {
            var input = Mutate(seeds[random.Next(seeds.Count)], random);
            var took = Run(target, input, round);
            Assert.True(took < Hang, $"seed {Seed}, round {round}: {took}, input {Convert.ToHexString(input)}");

            // The collector of garbage or another process may be what was slow: an input is slow when it always is.
            for (var again = 0; Slowest > 0 && round > 0 && took.TotalMilliseconds > Slowest; again++)
            {
                Assert.True(again < 3, $"seed {Seed}, round {round}: {took.TotalMilliseconds:F1} ms, input {Convert.ToHexString(input)}");
                took = Run(target, input, round);
            }
        }
    }

    private static TimeSpan Run(Action<byte[]> target, byte[] input, int round)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            target(input);
        }
        catch (Exception e)
        {
            Assert.Fail($"seed {Seed}, round {round}, input {Convert.ToHexString(input)}: {e}");
        }

        return Stopwatch.GetElapsedTime(begun);
    }

    private static byte[] Mutate(byte[] input, Random random)
    {
        var bytes = new List<byte>(input);
        for (var i = random.Next(0, 8); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.Insert(at, (byte)Special[random.Next(Special.Length)]);
                    break;
                case 2:
                    bytes.RemoveRange(at, random.Next(1, Math.Min(9, bytes.Count - at + 1)));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
                case 4:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Repeat(bytes[at], random.Next(1, 3000)));
                    break;
            }
        }

        return [.. bytes];
    }

    private static double Number(string variable, double otherwise) =>
        double.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
