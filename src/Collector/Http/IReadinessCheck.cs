namespace Collector.Http;

/// <summary>Says whether one room is ready for traffic. Quick, without I/O: it is asked every few seconds.</summary>
internal interface IReadinessCheck
{
    /// <summary>Short name, <c>journal</c>.</summary>
    string Name { get; }

    /// <summary>Whether hits cannot be taken when it says no.</summary>
    bool IsForCollecting => false;

    Readiness Check();
}

/// <summary>The answer of a check.</summary>
/// <param name="IsReady">Whether it is ready.</param>
/// <param name="Detail">What is wrong and what to do; "" when nothing is.</param>
internal readonly record struct Readiness(bool IsReady, string Detail = "");
