namespace Engine;

/// <summary>How <c>collector engine</c> ends.</summary>
public static class EngineExitCode
{
    /// <summary>Stopped as asked: SIGTERM, or the parent closed its end of stdin.</summary>
    public const int Stopped = 0;

    /// <summary>The command line is wrong.</summary>
    public const int BadArguments = 2;

    /// <summary>libchdb is missing or cannot be loaded.</summary>
    public const int NoLibrary = 3;

    /// <summary>The data folder is in use by another process or cannot be written.</summary>
    public const int FolderUnavailable = 4;

    /// <summary>The socket or the TCP port cannot be opened.</summary>
    public const int CannotListen = 5;

    /// <summary>The disk refused to write a file of the database; the next start begins from what was there before.</summary>
    public const int DiskRefused = 6;

    /// <summary>The folder holds none of the tables that it held before: it begins nothing anew by itself.</summary>
    public const int FolderLost = 7;
}
