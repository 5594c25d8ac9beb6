using BenchmarkDotNet.Running;

namespace Benchmarks;

/// <summary>All benchmarks by default; --filter *Parsing* for some. Committed results are in bench/results.</summary>
internal static class Program
{
    private static void Main(string[] args) =>
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args);
}
