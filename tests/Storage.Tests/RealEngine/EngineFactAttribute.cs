namespace Storage.Tests.RealEngine;

/// <summary>A test that needs the real engine: skipped where the host program or the engine's library has not been built.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute()
    {
        if (!EngineFixture.IsAvailable)
        {
            Skip = $"The engine is not there: build tests/EngineHost ({EngineFixture.Host}).";
        }
    }
}
