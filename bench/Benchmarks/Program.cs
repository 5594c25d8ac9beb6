using BenchmarkDotNet.Running;

namespace Benchmarks;

/// <summary>All benchmarks by default; --filter *Parsing* for some; --tables for the memory of tables. Committed results are in bench/results.</summary>
internal static class Program
{
    private static void Main(string[] args)
    {
        if (args is ["--tables", ..])
        {
            TableMemory.Print(args.ElementAtOrDefault(1));
            return;
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args);
    }
}
