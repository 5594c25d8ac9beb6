using Microsoft.Win32.SafeHandles;

namespace Collector.Journal;

/// <summary>A real file, written through libc so that no error is lost.</summary>
internal sealed unsafe class PosixFile(string path, SafeFileHandle handle) : IJournalFile
{
    public long Length => PosixFiles.Checked("fstat", path, () => RandomAccess.GetLength(handle));

    public int Read(Span<byte> buffer, long offset)
    {
        try
        {
            return RandomAccess.Read(handle, buffer, offset);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalIoException("read", path, e.HResult, e);
        }
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        fixed (byte* start = bytes)
        {
            var written = 0;
            while (written < bytes.Length)
            {
                var n = LibcFiles.PositionedWrite(handle, start + written, (nuint)(bytes.Length - written), offset + written);
                if (n > 0)
                {
                    // A short write goes on; what stopped it answers the next call.
                    written += (int)n;
                }
                else
                {
                    PosixFiles.ThrowUnlessInterrupted("pwrite", path);
                }
            }
        }
    }

    public void Sync()
    {
        while (LibcFiles.SyncData(handle) != 0)
        {
            PosixFiles.ThrowUnlessInterrupted("fdatasync", path);
        }
    }

    public void Truncate(long length)
    {
        while (LibcFiles.Truncate(handle, length) != 0)
        {
            PosixFiles.ThrowUnlessInterrupted("ftruncate", path);
        }
    }

    public void Dispose() => handle.Dispose();
}
