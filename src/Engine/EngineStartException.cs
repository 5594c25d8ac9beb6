namespace Engine;

/// <summary>The engine cannot be started; the message says what to do.</summary>
public sealed class EngineStartException(string message) : Exception(message);
