namespace Collector.Hosting;

/// <summary>Work on the database that is looked for again and again while the collector runs.</summary>
internal static class RepeatedLook
{
    /// <summary>Looks, waits, and looks again, until it is told to end.</summary>
    /// <param name="look">One look. Its failures are its own.</param>
    /// <param name="interval">From the end of a look to the next.</param>
    /// <param name="ready">Completes when the database has its schema.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it, without an exception.</param>
    public static async Task RunAsync(Func<CancellationToken, Task> look, TimeSpan interval, Task ready, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await ready;
            while (true)
            {
                await look(cancellationToken);
                await Task.Delay(interval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop, or the database never came.
        }
    }
}
