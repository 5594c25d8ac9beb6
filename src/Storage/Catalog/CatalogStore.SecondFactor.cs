using Dapper;

namespace Storage.Catalog;

/// <content>The second factor: a shared secret for codes by time, and codes for when it is lost.</content>
public sealed partial class CatalogStore
{
    /// <summary>The secret that a user's codes are made of; null when none is asked for.</summary>
    public byte[]? CodeSecretOf(long userId) => _file.Read(x => x.ExecuteScalar<byte[]?>("SELECT totp_secret FROM users WHERE id = @userId", new { userId }));

    /// <summary>Turns codes on, in the place of earlier ones.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="secret">What the codes are made of.</param>
    /// <param name="step">The step of the code that proved it: it is used up.</param>
    /// <param name="recoveryCodes">Codes that work once each; only their hashes are stored.</param>
    public void SetCodeSecret(long userId, byte[] secret, long step, IReadOnlyList<string> recoveryCodes) => _file.Write(x =>
    {
        Expect(x.Execute("UPDATE users SET totp_secret = @secret, totp_step = @step WHERE id = @userId", new { userId, secret, step }), "user");
        x.Execute("DELETE FROM recovery_codes WHERE user_id = @userId", new { userId });
        return x.Execute("INSERT INTO recovery_codes (user_id, hash) VALUES (@userId, @hash)", recoveryCodes.Select(code => new { userId, hash = Secret.Hash(code) }));
    });

    /// <summary>Turns codes off.</summary>
    public void RemoveCodeSecret(long userId) => _file.Write(x =>
    {
        Expect(x.Execute("UPDATE users SET totp_secret = NULL, totp_step = 0 WHERE id = @userId", new { userId }), "user");
        return x.Execute("DELETE FROM recovery_codes WHERE user_id = @userId", new { userId });
    });

    /// <summary>Uses a time step up; false when it or a later one was used before.</summary>
    public bool UseCodeStep(long userId, long step) =>
        _file.Write(x => x.Execute("UPDATE users SET totp_step = @step WHERE id = @userId AND totp_step < @step", new { userId, step })) == 1;

    /// <summary>Uses a recovery code up; false when it is none of the user's.</summary>
    public bool UseRecoveryCode(long userId, string code) => Secret.Hash(code) is { } hash
        && _file.Write(x => x.Execute("DELETE FROM recovery_codes WHERE user_id = @userId AND hash = @hash", new { userId, hash })) == 1;
}
