using System.Text;
using Engine.Sql;

namespace Engine.Tests.Sql;

public sealed class StatementShapeTests
{
    [Theory]
    [InlineData("SELECT 1", "Select", null)]
    [InlineData("  /* c */ -- d\n (select 1) format JSON", "Select", "JSON")]
    [InlineData("with 1 as x select x format CSV settings max_threads = 1", "Select", "CSV")]
    [InlineData("SELECT 1 AS format, 'FORMAT CSV' FORMAT TSV;", "Select", "TSV")]
    [InlineData("SELECT '\\' FORMAT CSV', `FORMAT XML`, \"a\"\"FORMAT XML\" -- FORMAT JSON", "Select", null)]
    [InlineData("SELECT '''FORMAT CSV' FORMAT XML", "Select", "XML")]
    [InlineData("SELECT $x$ FORMAT CSV $x$ FORMAT XML", "Select", "XML")]
    [InlineData("SELECT (SELECT 1 FORMAT CSV)", "Select", null)]
    [InlineData("SHOW TABLES FORMAT JSON", "Other", "JSON")]
    [InlineData("", "Other", null)]
    [InlineData("/* open", "Other", null)]
    [InlineData("SELECT 'open", "Select", null)]
    [InlineData("INSERT INTO t FORMAT CSV\n1,SELECT\n", "InsertData", "CSV")]
    [InlineData("insert into db.t (a, `format`) values (1, 'x')", "InsertData", "Values")]
    [InlineData("INSERT INTO TABLE format FORMAT TSV", "InsertData", "TSV")]
    [InlineData("INSERT INTO values VALUES (1)", "InsertData", "Values")]
    [InlineData("INSERT INTO t SETTINGS a = 'FORMAT CSV' FORMAT RowBinary", "InsertData", "RowBinary")]
    [InlineData("INSERT INTO {t:Identifier} (a) FORMAT TSV", "InsertData", "TSV")]
    [InlineData("INSERT INTO FUNCTION file('x', 'TSV') FORMAT TSV", "InsertData", "TSV")]
    [InlineData("INSERT INTO t", "InsertData", null)]
    [InlineData("INSERT INTO t SELECT * FROM u", "InsertSelect", null)]
    [InlineData("INSERT INTO t (a) WITH 1 AS x SELECT x FORMAT Values", "InsertSelect", "Values")]
    public void Kind_and_format_are_found(string sql, string kind, string? format)
    {
        var shape = StatementShape.Of(Encoding.UTF8.GetBytes(sql));
        Assert.Equal((kind, format), (shape.Kind.ToString(), shape.Format));
    }

    [Theory]
    [InlineData("INSERT INTO t SELECT a FROM input('a UInt8') WHERE 1 FORMAT TSV", "input('a UInt8')", "'a UInt8'")]
    [InlineData("INSERT INTO t SELECT a FROM (SELECT * FROM INPUT ( 'a Enum8(\\'x\\' = 1)' ))", "INPUT ( 'a Enum8(\\'x\\' = 1)' )", "'a Enum8(\\'x\\' = 1)'")]
    public void The_input_call_is_found(string sql, string call, string structure)
    {
        var shape = StatementShape.Of(Encoding.UTF8.GetBytes(sql));
        Assert.Equal((call, structure), (sql[shape.InputCall!.Value], sql[shape.InputStructure]));
    }

    [Theory]
    [InlineData("INSERT INTO t SELECT 'input(\\'a\\')' FROM u")]
    [InlineData("INSERT INTO t SELECT input FROM u")]
    [InlineData("INSERT INTO t SELECT * FROM input(structure)")]
    public void What_is_no_input_call_is_not_taken_for_one(string sql) => Assert.Null(StatementShape.Of(Encoding.UTF8.GetBytes(sql)).InputCall);

    [Fact]
    public void No_bytes_make_it_fail()
    {
        const int seed = 20261122;
        var random = new Random(seed);
        var pieces = new[] { "INSERT", " INTO ", "FORMAT", "input(", "'", "`", "\"", "$", "$a$", "/*", "*/", "--", "\n", "(", ")", "\\", "file(", "\xff", " ", "t" };
        for (var round = 0; round < 20_000; round++)
        {
            var sql = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)])));
            var shape = StatementShape.Of(sql);
            Assert.True(shape.FormatClause.End.GetOffset(sql.Length) <= sql.Length, $"seed {seed} round {round}");
        }
    }
}
