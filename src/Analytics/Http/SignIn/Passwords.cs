using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Storage.Catalog;

namespace Analytics.Http.SignIn;

/// <summary>
/// Hashes and compares passwords with ASP.NET's hasher (PBKDF2 with HMAC-SHA-512). Each costs a tenth of a second on purpose: at most
/// two run at a time, and few wait.
/// </summary>
internal sealed class Passwords : IDisposable
{
    /// <summary>Of the password storage advice of OWASP for this function.</summary>
    private const int Iterations = 210_000;

    private const int MinLength = 12;
    private const int MaxLength = 256;
    private const int AtOnce = 2;
    private const int MaxWaiting = 30;

    private static readonly User Nobody = new() { Id = 0, Name = "", SiteRoles = new Dictionary<uint, UserRole>() };

    private readonly PasswordHasher<User> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private readonly SemaphoreSlim _room = new(AtOnce);
    private readonly string _nobodys;
    private int _waiting;

    public Passwords() => _nobodys = _hasher.HashPassword(Nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    /// <summary>The hash of a new password; one that is too short or too long ends the request.</summary>
    public Task<string> HashAsync(string? password, CancellationToken cancellationToken) => password is { Length: >= MinLength and <= MaxLength }
        ? InTurnAsync(() => _hasher.HashPassword(Nobody, password), cancellationToken)
        : throw new ProblemException(400, "invalid", "The password is not allowed", $"A password has {MinLength} to {MaxLength} characters, of any kind.");

    /// <summary>Whether a password is the one of a hash. Takes as long when there is no hash.</summary>
    public Task<bool> IsRightAsync(string? hash, string? password, CancellationToken cancellationToken)
    {
        var given = password is { Length: <= MaxLength } ? password : "";
        return InTurnAsync(() => _hasher.VerifyHashedPassword(Nobody, hash ?? _nobodys, given) != PasswordVerificationResult.Failed && hash is not null, cancellationToken);
    }

    public void Dispose() => _room.Dispose();

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
