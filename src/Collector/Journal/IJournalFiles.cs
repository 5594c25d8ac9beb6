namespace Collector.Journal;

/// <summary>
/// What the journal asks of a file system. Every failure is a <see cref="JournalIoException"/>: an fsync that failed must
/// never look like one that succeeded. The fake in the tests simulates power cuts.
/// </summary>
internal interface IJournalFiles
{
    void CreateFolder(string path);

    /// <summary>Names in a folder, in no order.</summary>
    IReadOnlyList<JournalEntry> List(string folder);

    /// <summary>Creates a file that must not exist yet, to read and write.</summary>
    IJournalFile Create(string path);

    /// <summary>Opens a file that must exist.</summary>
    IJournalFile Open(string path, bool writable);

    /// <summary>Renames, replacing what has the new name. Durable after <see cref="SyncFolder"/>.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file; nothing happens when there is none.</summary>
    void Delete(string path);

    /// <summary>fsync of the folder: the names in it are durable.</summary>
    void SyncFolder(string folder);

    /// <summary>A number that a file keeps when it is renamed and that a copy of it does not have.</summary>
    ulong MarkOf(string path);

    /// <summary>Space of the disk that holds the folder, in bytes.</summary>
    (long Total, long Available) Space(string folder);
}

/// <summary>A name in a folder.</summary>
internal readonly record struct JournalEntry(string Name, bool IsFolder);

/// <summary>An open journal file; positions and lengths in bytes.</summary>
internal interface IJournalFile : IDisposable
{
    long Length { get; }

    /// <summary>Reads as much as there is, up to the buffer's size; 0 at the end.</summary>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Writes all of it or throws; after a throw any part may have been written.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>fdatasync.</summary>
    void Sync();

    void Truncate(long length);
}
