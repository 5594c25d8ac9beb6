using System.Collections.Concurrent;

namespace Collector.Enrichment.UserAgents;

/// <summary>Compiles the patterns that are used often, one after the other, on a thread of low priority of its own.</summary>
internal sealed class PatternCompiler : IDisposable
{
    /// <summary>Patterns that may wait; one that finds no room asks again 64 uses later.</summary>
    private const int MaxWaiting = 64;

    /// <summary>Patterns compiled in the life of the process: bounds the memory that compiled code takes.</summary>
    public const int MaxCompiled = 400;

    private readonly BlockingCollection<Pattern> _waiting = new(MaxWaiting);

    public PatternCompiler()
    {
        var thread = new Thread(Run) { IsBackground = true, Priority = ThreadPriority.BelowNormal, Name = "pattern compiler" };
        thread.Start();
    }

    /// <summary>Puts <paramref name="pattern"/> in the queue, when there is room.</summary>
    public void Offer(Pattern pattern)
    {
        if (!_waiting.IsAddingCompleted)
        {
            _waiting.TryAdd(pattern);
        }
    }

    /// <summary>Ends the thread after what it is doing.</summary>
    public void Dispose() => _waiting.CompleteAdding();

    private void Run()
    {
        var left = MaxCompiled;
        foreach (var pattern in _waiting.GetConsumingEnumerable())
        {
            if (!pattern.IsCompiled && left-- > 0)
            {
                pattern.Compile();
            }
        }
    }
}
