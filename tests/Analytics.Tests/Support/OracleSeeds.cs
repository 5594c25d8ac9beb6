using System.Globalization;

namespace Analytics.Tests.Support;

/// <summary>The seeds of random traffic. <c>ORACLE_SEEDS=N</c> tries N of each test instead (<c>tests/oracles</c>).</summary>
internal static class OracleSeeds
{
    public static TheoryData<int> Of(int usual)
    {
        var asked = Environment.GetEnvironmentVariable("ORACLE_SEEDS");
        return [.. Enumerable.Range(1, asked is null ? usual : int.Parse(asked, CultureInfo.InvariantCulture))];
    }
}
