namespace Engine;

/// <summary>How the embedded database is.</summary>
public enum EngineState
{
    /// <summary>Being started or restarted.</summary>
    Starting,

    /// <summary>Answers.</summary>
    Ready,

    /// <summary>Has ended unexpectedly; the next start is waiting for its time.</summary>
    Down,

    /// <summary>Not started yet, or stopped for good.</summary>
    Stopped,
}
