using BenchmarkDotNet.Running;

// All by default; --filter *Parsing* for some. Results go to BenchmarkDotNet.Artifacts; committed ones are in bench/results.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args);
