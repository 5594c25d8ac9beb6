using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Storage.Catalog;

namespace Analytics.Http.SignIn;

/// <summary>
/// Hashes and compares passwords with ASP.NET's hasher (PBKDF2 with HMAC-SHA-512). Each costs a tenth of a second on purpose: one runs
/// at a time, and few wait.
/// </summary>
internal sealed class Passwords : IDisposable
{
    /// <summary>Of the password storage advice of OWASP for this function.</summary>
    private const int Iterations = 210_000;

    private const int MinLength = 12;
    private const int MaxLength = 256;
    private const int MaxWaiting = 30;
    private const int MaxStrangersWaiting = 4;

    /// <summary>Common passwords that are long enough, compared without case. They are the first that are tried.</summary>
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "123456789012", "1234567890123", "12345678901234", "123456789123", "1234567891234567", "111111111111", "000000000000", "123123123123", "aaaaaaaaaaaa",
        "password1234", "password12345", "passwordpassword", "password123!", "password1234!", "mypassword123", "administrator", "administrator1", "qwertyuiop12", "qwertyuiop123",
        "qwerty123456", "1q2w3e4r5t6y", "1qaz2wsx3edc", "qwertyqwerty", "letmein12345", "iloveyou1234", "welcome12345", "changeme1234", "changemeplease",
        "abcdefghijkl", "abc123abc123", "collector123", "collectorcollector",
    };

    private static readonly User Nobody = new() { Id = 0, Name = "", SiteRoles = new Dictionary<uint, UserRole>() };

    private readonly PasswordHasher<User> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    // One: hashing takes a core for 70 ms, and the collector needs the others.
    private readonly SemaphoreSlim _room = new(1);
    private readonly string _nobodys;
    private int _waiting;
    private int _strangersWaiting;

    public Passwords() => _nobodys = _hasher.HashPassword(Nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    /// <summary>The hash of a new password; one that is too short or too long ends the request.</summary>
    public Task<string> HashAsync(string? password, CancellationToken cancellationToken) => password is { Length: >= MinLength and <= MaxLength }
        ? Common.Contains(password) ? throw new ProblemException(400, "invalid", "The password is not allowed", "The password is one of those that are tried first: take another.")
        : InTurnAsync(() => _hasher.HashPassword(Nobody, password), cancellationToken)
        : throw new ProblemException(400, "invalid", "The password is not allowed", $"A password has {MinLength} to {MaxLength} characters, of any kind.");

    /// <summary>Whether a password is the one of a hash. Takes as long when there is no hash.</summary>
    public Task<bool> IsRightAsync(string? hash, string? password, CancellationToken cancellationToken)
    {
        var given = password is { Length: <= MaxLength } ? password : "";
        return hash is null ? AgainstNobodyAsync(given, cancellationToken)
            : InTurnAsync(() => _hasher.VerifyHashedPassword(Nobody, hash, given) != PasswordVerificationResult.Failed, cancellationToken);
    }

    public void Dispose() => _room.Dispose();

    // Made-up names wait in a short line of their own, so that they do not keep owners out.
    private async Task<bool> AgainstNobodyAsync(string given, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _strangersWaiting) > MaxStrangersWaiting)
            {
                throw new ProblemException(429, "busy", "Too many sign-ins at once", "Try again in a few seconds.");
            }

            await InTurnAsync(() => _hasher.VerifyHashedPassword(Nobody, _nobodys, given), cancellationToken);
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref _strangersWaiting);
        }
    }

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MaxWaiting)
            {
                throw new ProblemException(429, "busy", "Too many sign-ins at once", "Try again in a few seconds.");
            }

            await _room.WaitAsync(cancellationToken);
            try
            {
                return await Task.Run(work, cancellationToken);
            }
            finally
            {
                _room.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
