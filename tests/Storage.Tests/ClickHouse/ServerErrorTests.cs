using Storage.ClickHouse;

namespace Storage.Tests.ClickHouse;

/// <summary>What of ClickHouse's words gets into a message: never a value of the query.</summary>
public sealed class ServerErrorTests
{
    private static SqlQuery Query() =>
        new SqlQuery("SELECT nocol FROM events WHERE path = {path:String} AND name IN {names:Array(String)}")
            .With("path", "/sec'ret")
            .With("names", new[] { "hidden", "pri\nvate" });

    [Theory]
    [InlineData("Code: 47. DB::Exception: Unknown expression identifier `nocol` in scope SELECT nocol FROM events WHERE path = '/sec\\'ret'. (UNKNOWN_IDENTIFIER) (version 26.7.2.1)", "ClickHouse error 47 (UNKNOWN_IDENTIFIER): Unknown expression identifier `nocol`")]
    [InlineData("Code: 60. DB::Exception: Unknown table expression identifier 'nope' in scope SELECT 'hidden'. Maybe you meant x?. (UNKNOWN_TABLE)", "ClickHouse error 60 (UNKNOWN_TABLE): Unknown table expression identifier …")]
    [InlineData("Code: 6. DB::Exception: Cannot parse string '/sec\\'ret' as UInt64. (CANNOT_PARSE_TEXT)", "ClickHouse error 6 (CANNOT_PARSE_TEXT)")]
    [InlineData("Code: 457. DB::Exception: Value /sec'ret cannot be parsed as UInt64 for query parameter 'path': hidden. (BAD_QUERY_PARAMETER)", "ClickHouse error 457 (BAD_QUERY_PARAMETER)")]
    [InlineData("Code: 43. DB::Exception: Illegal type String of argument hidden of function sum. (ILLEGAL_TYPE_OF_ARGUMENT)", "ClickHouse error 43 (ILLEGAL_TYPE_OF_ARGUMENT): Illegal type String of argument … of function sum")]
    [InlineData("Code: 43. DB::Exception: Illegal value /sec'ret and pri\\nvate. (ILLEGAL_TYPE_OF_ARGUMENT)", "ClickHouse error 43 (ILLEGAL_TYPE_OF_ARGUMENT): Illegal value … and …")]
    [InlineData("Code: 43. DB::Exception: Illegal value 'of some row", "ClickHouse error 43 (no name given): Illegal value …")]
    [InlineData("Code: 241. DB::Exception: Memory limit (total) exceeded: would use 1.00 GiB: While executing SELECT x. (MEMORY_LIMIT_EXCEEDED) (version 26.7.2.1 (official build))", "ClickHouse error 241 (MEMORY_LIMIT_EXCEEDED): Memory limit (total) exceeded: would use 1.00 GiB")]
    public void A_message_holds_code_name_and_harmless_words(string answer, string message) =>
        Assert.Equal(message, ServerError.Find(answer, Query())!.Message);

    [Fact]
    public void A_long_description_is_cut()
    {
        var failure = ServerError.Find($"Code: 62. DB::Exception: {new string('x', 5_000)} (SYNTAX_ERROR)", Query())!;
        Assert.InRange(failure.Message.Length, 300, 350);
    }

    [Theory]
    [InlineData("")]
    [InlineData("all is well")]
    [InlineData("Code: x. DB::Exception: no")]
    public void What_is_no_error_is_none(string answer) => Assert.Null(ServerError.Find(answer, Query()));
}
