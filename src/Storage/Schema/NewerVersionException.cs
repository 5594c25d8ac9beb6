namespace Storage.Schema;

/// <summary>Data was last written by a newer Collector than this one; nothing has been changed.</summary>
public sealed class NewerVersionException(string what, long found, long known) : Exception(
    $"{what} has version {found}, but this Collector knows versions up to {known}. Start the newer Collector again, or restore a backup made with this one.");
