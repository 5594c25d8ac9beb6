using Storage.Schema;

namespace Storage.Tests.Schema;

/// <summary>Splitting scripts into statements.</summary>
public sealed class SqlStatementsTests
{
    public static TheoryData<string, string[]> Scripts => new()
    {
        { "", [] },
        { " ; \n;", [] },
        { "-- only words; here\n/* and ; here */", [] },
        { "A", ["A"] },
        { "A;\nB;\n", ["A", "B"] },
        { "A 'x;y' \"p;q\" `r;s`; B", ["A 'x;y' \"p;q\" `r;s`", "B"] },
        { @"A 'it\'s; one'; B 'it''s; one'", [@"A 'it\'s; one'", "B 'it''s; one'"] },
        { "-- first;\nA -- not; here\nB; /* ; */ C", ["-- first;\nA -- not; here\nB", "/* ; */ C"] },
        { "A - B / C", ["A - B / C"] },
        { "A 'never closed; B", ["A 'never closed; B"] },
        { "A /* never closed; B", ["A /* never closed; B"] },
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_is_cut_at_semicolons_that_are_code(string script, string[] statements) =>
        Assert.Equal(statements, SqlStatements.Split(script));
}
