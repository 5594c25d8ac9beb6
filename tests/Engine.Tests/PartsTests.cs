using System.Text;
using Engine.Http;
using Engine.Tests.Support;

namespace Engine.Tests;

public sealed class PartsTests
{
    [Fact]
    public void The_first_restart_is_immediate_and_later_ones_wait_up_to_five_seconds()
    {
        var backoff = new RestartBackoff();
        var pauses = Enumerable.Range(0, 8).Select(_ => backoff.Next(TimeSpan.FromSeconds(1)).TotalSeconds);
        Assert.Equal([0, 0.2, 0.4, 0.8, 1.6, 3.2, 5, 5], pauses);
        Assert.Equal(TimeSpan.Zero, backoff.Next(TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData("--path p --socket s", null)]
    [InlineData("--path p --socket s --memory 200000000 --backups b", null)]
    [InlineData("--path p --socket s --tcp 9 --tcp-user u --tcp-password-env SET", null)]
    [InlineData("--path p", "needs --path and --socket")]
    [InlineData("--path", "is not understood")]
    [InlineData("path p", "is not understood")]
    [InlineData("--path p --path p --socket s", "is not understood")]
    [InlineData("--path p --socket s --what x", "knows no others")]
    [InlineData("--path p --socket s --memory 5", "at least 100000000")]
    [InlineData("--path p --socket s --memory much", "give bytes")]
    [InlineData("--path p --socket s --tcp 70000", "from 1 to 65535")]
    [InlineData("--path p --socket s --tcp 9 --tcp-user u", "holds the password")]
    [InlineData("--path p --socket s --tcp 9 --tcp-user u --tcp-password-env EMPTY", "holds the password")]
    public void The_command_line_is_understood_or_named_wrong(string line, string? problem)
    {
        var (arguments, found) = EngineArguments.Parse(line.Split(' '), name => name == "SET" ? "secret" : "");
        Assert.Equal(problem is null, arguments is not null);
        Assert.Contains(problem ?? "", found ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Code: 62. DB::Exception: Syntax error (SYNTAX_ERROR)", 62, 400)]
    [InlineData("Code: 241. DB::Exception: Code: 164. nested", 241, 500)]
    [InlineData("no code at all.", 1002, 500)]
    [InlineData("", 1002, 500)]
    [InlineData("Code: x. y", 1002, 500)]
    public void The_code_is_read_from_the_engines_text(string text, int code, int status)
    {
        var error = EngineError.FromEngine(text);
        Assert.Equal((code, status), (error.Code, error.HttpStatus));
    }

    [Theory]
    [InlineData("a%20b+c%2B", "a b c+")]
    [InlineData("%", "%")]
    [InlineData("%4", "%4")]
    [InlineData("%zz", "%zz")]
    [InlineData("é🙂%C3%A9", "é🙂é")]
    public void Percent_code_is_undone(string text, string expected) => Assert.Equal(expected, Encoding.UTF8.GetString(PercentCode.Decode(text)));

    [Theory]
    [InlineData("<Error> executeQuery: Code: 62 (in query: SELECT 'visitor')", "<Error>")]
    [InlineData("Unhandled exception. System.IO.IOException: disk", "Unhandled exception. System.IO.IOException: disk")]
    [InlineData("SELECT secret", null)]
    public void Lines_of_libraries_lose_what_quotes_a_query(string line, string? expected) => Assert.Equal(expected, EngineLine.Clean(line));

    [Fact]
    public void A_long_line_is_cut() => Assert.Equal(200, EngineLine.Clean(new string('x', 5000))!.Length);

    [Fact]
    public void What_a_killed_engine_left_in_its_spool_is_removed_at_start()
    {
        using var folder = new TestFolder();
        File.WriteAllText(Path.Combine(folder.Path, "7.spool"), "left over");
        var spool = new SpoolFolder(folder.Path);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
        using (var file = spool.New())
        {
            File.WriteAllText(file.Path, "x");
        }

        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }
}
