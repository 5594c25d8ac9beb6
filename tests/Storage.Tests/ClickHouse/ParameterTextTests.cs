using Storage.ClickHouse;

namespace Storage.Tests.ClickHouse;

/// <summary>How values are written for <c>param_x</c>.</summary>
public sealed class ParameterTextTests
{
    public static TheoryData<object, string> Values => new()
    {
        { "plain", "plain" },
        { "", "" },
        { "a\\b\tc\nd\re\0f'g\bh\fi", @"a\\b\tc\nd\re\0f\'g\bh\fi" },
        { @"\N", @"\\N" },
        { "日本 😀", "日本 😀" },
        { true, "true" },
        { false, "false" },
        { (byte)255, "255" },
        { -5, "-5" },
        { ulong.MaxValue, "18446744073709551615" },
        { long.MinValue, "-9223372036854775808" },
        { -12.3400m, "-12.3400" },
        { 1234567.5d, "1234567.5" },
        { 1e300, "1E+300" },
        { double.NaN, "nan" },
        { double.NegativeInfinity, "-inf" },
        { new DateTimeOffset(2026, 11, 22, 6, 7, 8, 9, TimeSpan.FromHours(5)), "2026-11-22 01:07:08.009" },
        { new DateOnly(2026, 1, 2), "2026-01-02" },
        { Array.Empty<string>(), "[]" },
        { new[] { "a", "it's", "b\\\n" }, @"['a','it\'s','b\\\n']" },
        { new[] { 1UL, ulong.MaxValue }, "[1,18446744073709551615]" },
        { new List<bool> { true, false }, "[true,false]" },
        { new[] { new DateOnly(2026, 1, 2) }, "['2026-01-02']" },
        { new[] { DateTimeOffset.UnixEpoch }, "['1970-01-01 00:00:00.000']" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_written_as_ClickHouse_reads_it(object value, string text) => Assert.Equal(text, ParameterText.Of(value));

    [Fact]
    public void A_value_of_another_type_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ParameterText.Of(new object()));
        Assert.Throws<ArgumentException>(() => ParameterText.Of(new string?[] { null }));
        Assert.Throws<ArgumentException>(() => ParameterText.Of(new[] { new[] { 1 } }));
    }
}
