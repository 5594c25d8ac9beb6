using Collector.Journal;

namespace Collector.Tests.Journal;

/// <summary>
/// A file system in memory that forgets as a disk may at a power cut: what was not synced is kept, lost or torn at 512 bytes,
/// names that were not synced are undone from some point on, and what a failed sync left behind is never trustworthy again.
/// </summary>
internal sealed class CrashFiles(Random seeded) : IJournalFiles
{
    private const int SectorBytes = 512;

    private readonly Random _random = seeded;

    private readonly List<NameChange> _changes = [];
    private Dictionary<string, Node> _names = [];
    private Dictionary<string, Node> _durableNames = [];
    private HashSet<string> _folders = [];

    /// <summary>Asked before every operation (its name and path): 0, or the errno it fails with.</summary>
    public Func<string, string, int> Fault { get; set; } = (_, _) => 0;

    /// <summary>Total and available bytes.</summary>
    public (long Total, long Available) Disk { get; set; } = (1L << 40, 1L << 40);

    /// <summary>The mark of every file; another one after the folder was copied.</summary>
    public ulong Mark { get; set; } = 1;

    public ulong MarkOf(string path) => Mark;

    public IEnumerable<string> Paths => _names.Keys;

    public byte[] Bytes(string path) => [.. _names[path].Content];

    /// <summary>Puts a durable file there, or replaces it.</summary>
    public void Put(string path, byte[] bytes)
    {
        var node = new Node { Content = [.. bytes], Base = [.. bytes] };
        _names[path] = node;
        _durableNames[path] = node;
    }

    public void PutFolder(string path) => _folders.Add(path);

    /// <summary>The power goes off and on again.</summary>
    public void Crash()
    {
        Fault = (_, _) => 0;
        foreach (var change in _changes.Take(_random.Next(_changes.Count + 1)))
        {
            change.Apply(_durableNames);
        }

        _changes.Clear();
        _names = new Dictionary<string, Node>(_durableNames);
        foreach (var node in _names.Values.Distinct())
        {
            node.Settle(_random, all: false);
            node.Content = [.. node.Base];
        }
    }

    public void CreateFolder(string path)
    {
        Check("mkdir", path);
        _folders.Add(path);
    }

    public IReadOnlyList<JournalEntry> List(string folder)
    {
        Check("readdir", folder);
        return [.. _names.Keys.Where(path => Path.GetDirectoryName(path) == folder).Select(path => new JournalEntry(Path.GetFileName(path), false)),
            .. _folders.Where(path => Path.GetDirectoryName(path) == folder).Select(path => new JournalEntry(Path.GetFileName(path), true))];
    }

    public IJournalFile Create(string path)
    {
        Check("create", path);
        if (_names.ContainsKey(path))
        {
            throw new JournalIoException("create", path, 17);
        }

        var node = new Node();
        Change(new NameChange(path, null, node));
        return new Handle(this, node, path);
    }

    public IJournalFile Open(string path, bool writable)
    {
        Check("open", path);
        return new Handle(this, Find(path), path);
    }

    public void Rename(string from, string to)
    {
        Check("rename", from);
        Change(new NameChange(to, from, Find(from)));
    }

    public void Delete(string path)
    {
        Check("unlink", path);
        if (_names.ContainsKey(path))
        {
            Change(new NameChange(null, path, null));
        }
    }

    public void SyncFolder(string folder)
    {
        Check("fsync", folder);
        foreach (var change in _changes.Where(change => change.IsIn(folder)).ToList())
        {
            change.Apply(_durableNames);
            _changes.Remove(change);
        }
    }

    public (long Total, long Available) Space(string folder) => Disk;

    private void Check(string operation, string path)
    {
        if (Fault(operation, path) is not 0 and var errno)
        {
            throw new JournalIoException(operation, path, errno);
        }
    }

    private void Change(NameChange change)
    {
        _changes.Add(change);
        change.Apply(_names);
    }

    private Node Find(string path) => _names.TryGetValue(path, out var node) ? node : throw new JournalIoException("open", path, 2);

    /// <summary>A name that came, went or changed.</summary>
    private sealed record NameChange(string? Added, string? Removed, Node? Node)
    {
        public void Apply(Dictionary<string, Node> names)
        {
            if (Removed is not null)
            {
                names.Remove(Removed);
            }

            if (Added is not null && Node is not null)
            {
                names[Added] = Node;
            }
        }

        public bool IsIn(string folder) => Path.GetDirectoryName(Added) == folder || Path.GetDirectoryName(Removed) == folder;
    }

    /// <summary>A file: what programs see, what is on the disk, and the changes between the two.</summary>
    private sealed class Node
    {
        private readonly List<Edit> _edits = [];

        public List<byte> Content { get; set; } = [];

        public List<byte> Base { get; set; } = [];

        public void Do(Edit edit)
        {
            edit.Apply(Content, null);
            _edits.Add(edit);
        }

        /// <summary>A sync failed: what it should have written may be there or not, and no later sync will write it.</summary>
        public void Lose()
        {
            foreach (var edit in _edits)
            {
                edit.Lost = true;
            }
        }

        /// <summary>Brings edits to the disk: all (a sync; those of a failed one by chance), or each by chance (a crash).</summary>
        public void Settle(Random random, bool all)
        {
            foreach (var edit in _edits)
            {
                if (all && !edit.Lost)
                {
                    edit.Apply(Base, null);
                }
                else if (random.Next(3) is not 0 and var how)
                {
                    edit.Apply(Base, how == 1 ? random : null);
                }
            }

            _edits.Clear();
        }
    }

    /// <summary>A write, or a truncation when there are no bytes.</summary>
    private sealed record Edit(long Offset, byte[]? Bytes)
    {
        public bool Lost { get; set; }

        public void Apply(List<byte> to, Random? torn)
        {
            var end = (int)Offset + (Bytes?.Length ?? 0);
            if (Bytes is null && to.Count > end)
            {
                to.RemoveRange(end, to.Count - end);
            }

            if (to.Count < end)
            {
                to.AddRange(new byte[end - to.Count]);
            }

            var target = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(to);
            for (var at = 0; at < Bytes?.Length;)
            {
                var sectorEnd = Math.Min(Bytes.Length, ((((int)Offset + at) / SectorBytes) + 1) * SectorBytes - (int)Offset);
                if (torn is null || torn.Next(2) == 0)
                {
                    Bytes.AsSpan(at, sectorEnd - at).CopyTo(target[((int)Offset + at)..]);
                }

                at = sectorEnd;
            }
        }
    }

    /// <summary>An open file.</summary>
    private sealed class Handle(CrashFiles files, Node node, string path) : IJournalFile
    {
        public long Length => node.Content.Count;

        public int Read(Span<byte> buffer, long offset)
        {
            files.Check("read", path);
            var n = (int)Math.Clamp(node.Content.Count - offset, 0, buffer.Length);
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(node.Content).Slice((int)Math.Min(offset, node.Content.Count), n).CopyTo(buffer);
            return n;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            if (files.Fault("pwrite", path) is not 0 and var errno)
            {
                // As much as fitted is there.
                node.Do(new Edit(offset, bytes[..(bytes.Length / 2)].ToArray()));
                throw new JournalIoException("pwrite", path, errno);
            }

            node.Do(new Edit(offset, bytes.ToArray()));
        }

        public void Sync()
        {
            if (files.Fault("fdatasync", path) is not 0 and var errno)
            {
                node.Lose();
                throw new JournalIoException("fdatasync", path, errno);
            }

            node.Settle(files._random, all: true);
        }

        public void Truncate(long length)
        {
            files.Check("ftruncate", path);
            node.Do(new Edit(length, null));
        }

        public void Dispose()
        {
        }
    }
}
