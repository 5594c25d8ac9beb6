namespace Collector.Journal;

/// <summary>What kind of trouble a file operation met.</summary>
internal enum JournalIoKind
{
    /// <summary>Anything else: a failing disk, a missing right.</summary>
    Io = 0,

    /// <summary>No space, no quota, or the journal's own budget.</summary>
    NoSpace,

    /// <summary>The file system is mounted read-only.</summary>
    ReadOnly,
}

/// <summary>A file operation of the journal failed.</summary>
internal sealed class JournalIoException : IOException
{
    private const int ErrnoNoSpace = 28;
    private const int ErrnoReadOnly = 30;
    private const int ErrnoQuota = 122;

    public JournalIoException(string operation, string path, int errno, Exception? inner = null)
        : base($"{operation} of {Path.GetFileName(path)} failed with errno {errno}", inner)
    {
        Errno = errno;
        Kind = errno switch
        {
            ErrnoNoSpace or ErrnoQuota => JournalIoKind.NoSpace,
            ErrnoReadOnly => JournalIoKind.ReadOnly,
            _ => JournalIoKind.Io,
        };
    }

    /// <summary>The journal's own limits say that there is no space left.</summary>
    public JournalIoException(string message)
        : base(message)
    {
        Errno = ErrnoNoSpace;
        Kind = JournalIoKind.NoSpace;
    }

    public int Errno { get; }

    public JournalIoKind Kind { get; }
}
