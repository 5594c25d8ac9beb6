using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Engine.Native;

namespace Engine.Metadata;

/// <summary>
/// A copy of the texts by which the engine knows its tables, in one file beside its folder, so that a damaged one does not end the
/// installation: without <c>events.sql</c> the engine does not start, or starts without the table.
/// </summary>
/// <remarks>
/// The file (docs/engine.md): a line <c>collector-engine-metadata 1</c>; for each text a line <c>LENGTH PATH</c> (decimal bytes; path below
/// the folder, with slashes), then that many bytes and a line feed; at the end a line <c>sha256 HASH</c>, in hex, of all before it.
/// </remarks>
internal sealed class MetadataCopy(string folder)
{
    private const string FirstLine = "collector-engine-metadata 1\n";

    /// <summary><c>sha256 </c>, 64 hex digits, line feed.</summary>
    private const int LastLineBytes = 72;

    /// <summary>store/596/596442ad-…: the parts below it, many thousand files, hold no text of a table.</summary>
    private const int DeepestText = 3;

    /// <summary>Largest copy that is read, 16 MiB: a table's text has a few kB.</summary>
    private const long MostBytes = 16 << 20;

    /// <summary>What the file of a table's folder that names its format holds, for every table that the engine of this version makes.</summary>
    private const string TableFormat = "1";

    private readonly string _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <summary>Where the copy lies.</summary>
    internal string File => _folder + "-metadata";

    /// <summary>Keeps what is in the folder now, if it is whole. Called after the start and after each statement that may change a table.</summary>
    /// <returns>Null, or why it was not kept; the copy of before is still there then.</returns>
    internal string? Keep()
    {
        try
        {
            var texts = Texts().ToDictionary(path => path, path => System.IO.File.ReadAllBytes(Path.Combine(_folder, path)));
            if (texts.FirstOrDefault(text => !IsWhole(text.Value)).Key is { } broken)
            {
                return $"{broken} is not whole";
            }

            var content = Compose(texts);
            if (!System.IO.File.Exists(File) || !System.IO.File.ReadAllBytes(File).AsSpan().SequenceEqual(content))
            {
                DurableFile.Replace(File, content);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>Mends the folder before the engine opens it.</summary>
    /// <returns>A sentence for each thing that was mended.</returns>
    /// <exception cref="IOException">The disk does not let it.</exception>
    internal IReadOnlyList<string> Mend()
    {
        var mended = new List<string>();
        var kept = Read();
        foreach (var (path, text) in kept.OrderBy(text => text.Key, StringComparer.Ordinal))
        {
            var target = Path.Combine(_folder, path);
            var exists = System.IO.File.Exists(target);
            if (exists ? IsWhole(System.IO.File.ReadAllBytes(target)) : !Directory.Exists(Path.GetDirectoryName(target)) || !HasTable(text))
            {
                continue;
            }

            DurableFile.Replace(target, text);
            mended.Add($"{Path.GetFileName(path)} was {(exists ? "damaged" : "missing")} and is restored from the copy.");
        }

        foreach (var file in Files("format_version.txt").Where(file => new FileInfo(file).Length == 0))
        {
            DurableFile.Replace(file, Encoding.ASCII.GetBytes(TableFormat));
            mended.Add("The format of a table was empty and is restored.");
        }

        // What it was to do is lost; who asked for it was told, or asks again. With it the engine does not start.
        foreach (var file in Files("mutation_*.txt").Where(file => new FileInfo(file).Length == 0))
        {
            System.IO.File.Delete(file);
            mended.Add($"{Path.GetFileName(file)} was empty and is removed: a deletion may have to be asked for again.");
        }

        return mended;
    }

    /// <summary>The sentence for a folder that holds nothing of the tables that are known: another disk than the database's is mounted there, or none. Null: it is there.</summary>
    internal string? LostFolder => Read().Count > 0 && !Directory.Exists(Path.Combine(_folder, "store"))
        ? $"The folder {_folder} is empty, but it held the tables of this installation: mount its disk or restore it. To begin with an empty database instead, delete the file {File}."
        : null;

    private static byte[] Compose(Dictionary<string, byte[]> texts)
    {
        using var content = new MemoryStream();
        content.Write(Encoding.UTF8.GetBytes(FirstLine));
        foreach (var (path, text) in texts.OrderBy(text => text.Key, StringComparer.Ordinal))
        {
            content.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text.Length} {path}\n")));
            content.Write(text);
            content.WriteByte((byte)'\n');
        }

        content.Write(Encoding.UTF8.GetBytes(LastLine(content.ToArray())));
        return content.ToArray();
    }

    private static string LastLine(ReadOnlySpan<byte> content) => $"sha256 {Convert.ToHexStringLower(SHA256.HashData(content))}\n";

    /// <summary>The texts of the copy; none when there is no copy or it is damaged itself.</summary>
    private Dictionary<string, byte[]> Read()
    {
        var texts = new Dictionary<string, byte[]>();
        if (!System.IO.File.Exists(File) || new FileInfo(File).Length is > MostBytes or < LastLineBytes)
        {
            return texts;
        }

        var content = System.IO.File.ReadAllBytes(File);
        var end = content.Length - LastLineBytes;
        if (!content.AsSpan().StartsWith(Encoding.UTF8.GetBytes(FirstLine))
            || Encoding.UTF8.GetString(content.AsSpan(end)) != LastLine(content.AsSpan(0, end)))
        {
            return texts;
        }

        for (var at = FirstLine.Length; at < end;)
        {
            var line = content.AsSpan(at, end - at);
            line = line[..line.IndexOf((byte)'\n')];
            var space = line.IndexOf((byte)' ');
            var length = int.Parse(line[..space], NumberStyles.None, CultureInfo.InvariantCulture);
            at += line.Length + 1;
            texts[Encoding.UTF8.GetString(line[(space + 1)..])] = content.AsSpan(at, length).ToArray();
            at += length + 1;
        }

        return texts;
    }

    // Tables that were dropped wait under metadata_dropped for their end: they are not to come back.
    private IEnumerable<string> Texts() => Files("*.sql").Select(file => Path.GetRelativePath(_folder, file))
        .Where(path => !path.StartsWith("metadata_dropped", StringComparison.Ordinal) && !path.StartsWith("spool", StringComparison.Ordinal));

    private IEnumerable<string> Files(string pattern) =>
        Directory.Exists(_folder) ? Directory.EnumerateFiles(_folder, pattern, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = DeepestText, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true }) : [];

    private static bool IsWhole(ReadOnlySpan<byte> text) => text.StartsWith("ATTACH "u8) && text.EndsWith("\n"u8);

    // ATTACH TABLE _ UUID '596442ad-…': its rows lie under store/596/596442ad-….
    private bool HasTable(byte[] text)
    {
        const string Mark = "UUID '";
        var words = Encoding.UTF8.GetString(text);
        var at = words.IndexOf(Mark, StringComparison.Ordinal);
        if (at < 0 || words.Length < at + Mark.Length + 36)
        {
            return false;
        }

        var id = words.Substring(at + Mark.Length, 36);
        return Directory.Exists(Path.Combine(_folder, "store", id[..3], id))
            && !Files($"*{id}*.sql").Any(file => file.Contains("metadata_dropped", StringComparison.Ordinal));
    }
}
