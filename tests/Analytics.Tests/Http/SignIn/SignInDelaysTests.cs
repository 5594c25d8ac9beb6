using System.Globalization;
using System.Net;
using Analytics.Http.SignIn;
using Shared;

namespace Analytics.Tests.Http.SignIn;

/// <summary>Guessing gets slower, for the guesser.</summary>
public sealed class SignInDelaysTests
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void An_address_that_guesses_is_refused_for_longer_each_time_up_to_15_minutes()
    {
        var delays = new SignInDelays(_clock);
        var refusals = new List<double>();
        for (var attempt = 0; attempt < 18; attempt++)
        {
            var refused = delays.Begin("ann", IPAddress.Parse("192.0.2.1")).Refused;
            refusals.Add(refused.TotalSeconds);
            _clock.Advance(refused);
            if (refused > TimeSpan.Zero)
            {
                Assert.Equal(TimeSpan.Zero, delays.Begin("ann", IPAddress.Parse("192.0.2.1")).Refused);
            }
        }

        Assert.Equal([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900], refusals);
    }

    [Fact]
    public void One_network_of_six_is_one_address_and_another_is_not()
    {
        var delays = new SignInDelays(_clock);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            delays.Begin($"user{attempt}", IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"2001:db8:0:1::{attempt + 1}")));
        }

        Assert.NotEqual(TimeSpan.Zero, delays.Begin("ann", IPAddress.Parse("2001:db8:0:1:ffff::9")).Refused);
        Assert.Equal(TimeSpan.Zero, delays.Begin("ann", IPAddress.Parse("2001:db8:0:2::1")).Refused);
    }

    [Fact]
    public void An_account_that_many_guess_at_answers_later_and_is_never_locked()
    {
        var delays = new SignInDelays(_clock);
        for (var attempt = 0; attempt < 200; attempt++)
        {
            delays.Begin("ann", new IPAddress([10, 0, 0, (byte)attempt]));
        }

        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(5)), delays.Begin("ann", IPAddress.Parse("192.0.2.1")));
        Assert.Equal(TimeSpan.Zero, delays.Begin("bob", IPAddress.Parse("192.0.2.2")).Wait);
        delays.Forgive("ann", IPAddress.Parse("192.0.2.1"));
        Assert.Equal(TimeSpan.Zero, delays.Begin("ann", IPAddress.Parse("192.0.2.1")).Wait);
    }

    [Fact]
    public void Who_knows_one_password_does_not_clear_their_guesses_at_others()
    {
        var delays = new SignInDelays(_clock);
        var address = IPAddress.Parse("192.0.2.1");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            delays.Begin("ann", address);
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        delays.Begin("own", address);
        delays.Forgive("own", address);
        Assert.NotEqual(TimeSpan.Zero, delays.Begin("ann", address).Refused);
    }
}
