return await Engine.EngineProgram.RunAsync(args[1..]);
