using Storage.ClickHouse;
using Storage.Schema;

namespace Collector.Hosting;

/// <summary>
/// The connection to the database over time: waits until it answers, brings the schema up to date once, then looks every
/// second whether it is there. Nothing is lost by its absence; hits wait in the journal.
/// </summary>
/// <param name="client">The database.</param>
/// <param name="installation">The id of the catalog: a database of another one is refused.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Is told when it comes and goes.</param>
internal sealed partial class DatabaseLink(ClickHouseClient client, string installation, TimeProvider time, ILogger<DatabaseLink> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _migrated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _answers;

    /// <summary>Whether the database answered the last look and its schema is ours.</summary>
    public bool IsReady => _answers && _migrated.Task.IsCompletedSuccessfully;

    /// <summary>Completes when the schema is up to date; fails when the database is of a newer version than this program, or another installation's.</summary>
    public Task Migrated => _migrated.Task;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var answers = await client.PingAsync(cancellationToken);
                if (answers && !_migrated.Task.IsCompleted)
                {
                    answers = await TryMigrateAsync(cancellationToken);
                }

                if (answers != _answers)
                {
                    _answers = answers;
                    LogChange(answers ? "answers" : "does not answer");
                }

                await Task.Delay(_migrated.Task.IsCompleted ? Interval : TimeSpan.FromMilliseconds(50), time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _migrated.TrySetCanceled(cancellationToken);
        }
    }

    private async Task<bool> TryMigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await new SchemaMigrator(client).MigrateAsync(cancellationToken);
            await DatabaseOwner.ClaimAsync(client, installation, cancellationToken);
            _migrated.TrySetResult();
            return true;
        }
        catch (ClickHouseException exception)
        {
            LogMigration(exception.Code, exception.IsRetryable);
            if (!exception.IsRetryable)
            {
                _migrated.TrySetException(exception);
            }

            return false;
        }
        catch (Exception exception) when (exception is NewerVersionException or ForeignDatabaseException)
        {
            _migrated.TrySetException(exception);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The database {Change}.")]
    private partial void LogChange(string change);

    [LoggerMessage(2, LogLevel.Warning, "The schema could not be brought up to date: ClickHouse code {Code}, retryable {Retryable}.")]
    private partial void LogMigration(int code, bool retryable);
}
