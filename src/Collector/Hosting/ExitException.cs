namespace Collector.Hosting;

/// <summary>Ends the process with a code and one sentence for the person at the terminal.</summary>
internal sealed class ExitException(int code, string sentence) : Exception(sentence)
{
    public int Code { get; } = code;
}
