using Collector.Hosting.Commands;

return await CommandLine.RunAsync(args);
