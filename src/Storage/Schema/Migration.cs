using System.Globalization;
using System.Reflection;

namespace Storage.Schema;

/// <summary>One numbered step of a schema: an embedded file <c>0001_name.sql</c>.</summary>
/// <param name="Version">Its number; a later step has a larger one.</param>
/// <param name="Name">The file's name without number and ending.</param>
/// <param name="Sql">Its statements.</param>
internal sealed record Migration(int Version, string Name, string Sql)
{
    private const int Digits = 4;
    private const string Ending = ".sql";

    /// <summary>All steps of a folder of this assembly, in order.</summary>
    public static IReadOnlyList<Migration> InFolder(string folder)
    {
        var prefix = $"Storage.{folder}.";
        var assembly = typeof(Migration).Assembly;
        var found = assembly.GetManifestResourceNames()
            .Where(x => x.StartsWith(prefix, StringComparison.Ordinal) && x.EndsWith(Ending, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(x => Read(assembly, x, x[prefix.Length..^Ending.Length]))
            .ToArray();
        for (var i = 1; i < found.Length; i++)
        {
            if (found[i].Version <= found[i - 1].Version)
            {
                throw new InvalidOperationException($"Two migrations of {folder} have the number {found[i].Version}.");
            }
        }

        return found;
    }

    private static Migration Read(Assembly assembly, string resource, string file)
    {
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not embedded.");
        using var reader = new StreamReader(stream);
        return new(int.Parse(file.AsSpan(0, Digits), CultureInfo.InvariantCulture), file[(Digits + 1)..], reader.ReadToEnd());
    }
}
