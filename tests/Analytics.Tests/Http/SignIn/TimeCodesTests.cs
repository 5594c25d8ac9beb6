using System.Text;
using Analytics.Http.SignIn;

namespace Analytics.Tests.Http.SignIn;

/// <summary>Codes by time against the vectors of RFC 6238, appendix B, and RFC 4648.</summary>
public sealed class TimeCodesTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1_111_111_109, "07081804")]
    [InlineData(1_111_111_111, "14050471")]
    [InlineData(1_234_567_890, "89005924")]
    [InlineData(2_000_000_000, "69279037")]
    [InlineData(20_000_000_000, "65353130")]
    public void A_code_is_that_of_the_standard(long seconds, string code) => Assert.Equal(code, TimeCodes.CodeAt(Secret, seconds / 30, 8));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void One_step_early_or_late_is_taken(int steps, bool taken)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        var step = (1_234_567_890 / 30) + steps;
        Assert.Equal(taken ? step : null, TimeCodes.Match(Secret, TimeCodes.CodeAt(Secret, step), time));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base_32_is_that_of_the_standard(string text, string encoded)
    {
        Assert.Equal(encoded, Base32.Encode(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(text, Encoding.ASCII.GetString(Base32.Decode(encoded)!));
    }

    [Fact]
    public void What_is_no_secret_is_none()
    {
        Assert.Null(TimeCodes.ReadSecret("MZXW6YTBOI"));
        Assert.Null(TimeCodes.ReadSecret(new string('1', 32)));
        Assert.Equal(20, TimeCodes.ReadSecret(Base32.Encode(TimeCodes.NewSecret()))!.Length);
    }
}
