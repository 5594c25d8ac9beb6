// `engine …` is what `collector engine` runs; `signals DIR` proves that .NET and libchdb live in one process; `parent DIR`
// stands for a collector: it starts an engine, prints its process id and waits to be killed.
return args[0] switch
{
    "signals" => EngineHost.SignalCheck.Run(args[1]),
    "parent" => await EngineHost.Parent.RunAsync(args[1]),
    _ => await Engine.EngineProgram.RunAsync(args[1..]),
};
