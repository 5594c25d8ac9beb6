namespace Collector.Loading;

/// <summary>What the loader asks of the database. Failures are <see cref="Storage.ClickHouse.ClickHouseException"/>s. The model test has a fake of it.</summary>
internal interface IEventStore
{
    /// <summary>Inserts a batch of which nothing is stored yet.</summary>
    Task InsertAsync(LoadBatch batch, CancellationToken cancellationToken);

    /// <summary>Inserts the records of a batch that are not stored yet.</summary>
    Task InsertMissingAsync(LoadBatch batch, CancellationToken cancellationToken);

    /// <summary>How many different records of a node within a range of numbers are stored.</summary>
    Task<long> CountAsync(ulong node, ulong firstSeq, ulong lastSeq, CancellationToken cancellationToken);

    /// <summary>Whether an insert of this node that was given up here is still running there.</summary>
    Task<bool> IsInsertingAsync(ulong node, CancellationToken cancellationToken);

    /// <summary>
    /// Reads back what was inserted: how many records of a node within a range of numbers can be read. Parts that an insert made and that are not
    /// whole on the disk are taken away first, so that they can be inserted again.
    /// </summary>
    Task<(long Records, int Damaged)> ReadBackAsync(ulong node, ulong firstSeq, ulong lastSeq, CancellationToken cancellationToken);

    /// <summary>Since when the database runs, and how many parts of the events it set aside because they were broken.</summary>
    Task<(TimeSpan Uptime, int BrokenParts)> StateAsync(CancellationToken cancellationToken);
}
