namespace Collector.Journal;

/// <summary>
/// Says whether there is room for another segment: the journal's own budget and the disk's free space. New hits are refused
/// before the disk is really full, because the database must be able to merge, and what is stored is never dropped.
/// </summary>
internal sealed class JournalBudget(IJournalFiles files, JournalOptions options)
{
    private const long DefaultMaxBytes = 10L << 30;
    private const long DefaultMinFreeBytes = 1L << 30;
    private const int DefaultMaxShare = 4;
    private const int DefaultMinFreeShare = 20;

    /// <summary>Throws a no-space exception when <paramref name="pendingBytes"/> or the disk is at its limit.</summary>
    public void Check(long pendingBytes)
    {
        var (total, available) = files.Space(options.Folder);
        var max = MaxBytes(total);
        if (pendingBytes >= max)
        {
            throw new JournalIoException($"The journal holds {pendingBytes} bytes that the database has not confirmed; its budget is {max}.");
        }

        if (available < MinFreeBytes(total))
        {
            throw new JournalIoException($"The disk has {available} bytes free; below {MinFreeBytes(total)} no hits are accepted.");
        }
    }

    /// <summary>Whether the disk has the free space that must stay; also true when it does not say.</summary>
    public bool HasRoom()
    {
        try
        {
            var (total, available) = files.Space(options.Folder);
            return available >= MinFreeBytes(total);
        }
        catch (JournalIoException)
        {
            return true;
        }
    }

    /// <summary>Whether confirmed segments should go before their time: they are the first thing to give up when space runs short.</summary>
    public bool IsTight(long allBytes)
    {
        var (total, available) = files.Space(options.Folder);
        var margin = MinFreeBytes(total) / 4;
        return allBytes > MaxBytes(total) || available < MinFreeBytes(total) + margin;
    }

    private long MaxBytes(long total) => options.MaxBytes ?? Math.Min(DefaultMaxBytes, total / DefaultMaxShare);

    private long MinFreeBytes(long total) => options.MinFreeBytes ?? Math.Max(DefaultMinFreeBytes, total / DefaultMinFreeShare);
}
