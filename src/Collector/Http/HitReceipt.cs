using Collector.Parsing;

namespace Collector.Http;

/// <summary>Is told what became of one hit. A callback rather than a task: a pixel's way then has no async method but the connection's own.</summary>
internal abstract class HitReceipt
{
    /// <summary>The hit's fate: None means fdatasync has returned for it. Called once, on any thread; must not throw and not wait.</summary>
    public abstract void Settle(RejectReason reason);
}
